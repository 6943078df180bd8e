import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  IntegerColumn,
  JsonColumn,
  PrimaryUuid,
  RealColumn,
  TextColumn,
} from '@ecogrid/database';
import { SupervisedObjectKind } from '@ecogrid/subgraph';
import { ObjectStatus, type HazardousWasteRole } from './supervised-object.vocabulary.ts';

/** As the column keeps it: JSON knows no dates. */
export interface KeptOverride {
  readonly reason: string;
  /** Id of a person; null for a service. */
  readonly acceptedBy: string | null;
  readonly acceptedAt: string;
}

/** One row for each object of the register; the columns of an enterprise are null for the other kinds. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'An object under supervision (监管对象), of any kind. Kind, name, status and division are the public register; the rest is null for those who may not see the site. docs/domain.md rows 31-33 and 45.',
})
@Entity('supervised_object')
@Index('ux_object_credit_code', ['creditCode'], { unique: true })
@Index('ix_object_grid', ['gridCode'])
@Index('ix_object_kind', ['kind', 'name', 'id'])
@Index('ix_object_name', ['name', 'id'])
export class SupervisedObject {
  @Field(() => ID, { description: 'UUIDv7; an enterprise has the same id as its object.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => SupervisedObjectKind, { description: 'The kind (类别).' })
  @TextColumn(24)
  kind!: SupervisedObjectKind;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(120)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Name in English; null when none was given.' })
  @TextColumn(160, { name: 'name_en', nullable: true })
  nameEn!: string | null;

  @Field(() => ObjectStatus, { description: 'Whether it is at work (运行状态).' })
  @TextColumn(16)
  status!: ObjectStatus;

  @Field(() => Int, { description: 'Counts the changes of this object, from 1.' })
  @IntegerColumn()
  version!: number;

  @TextColumn(12, { name: 'division_code' })
  divisionCode!: string;

  @TextColumn(200)
  address!: string;

  @RealColumn()
  longitude!: number;

  @RealColumn()
  latitude!: number;

  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;

  @FlagColumn({ name: 'is_priority' })
  isPriority!: boolean;

  @TextColumn(32, { nullable: true })
  phone!: string | null;

  /** Unified social credit code; null for an object that is no enterprise. */
  @TextColumn(18, { name: 'credit_code', nullable: true })
  creditCode!: string | null;

  @JsonColumn({ name: 'credit_code_override', nullable: true })
  creditCodeOverride!: KeptOverride | null;

  @TextColumn(8, { name: 'industry_code', nullable: true })
  industryCode!: string | null;

  @TextColumn(80, { name: 'industry_name', nullable: true })
  industryName!: string | null;

  /** 散乱污: docs/domain.md row 45. */
  @FlagColumn({ name: 'is_scattered_polluter' })
  isScatteredPolluter!: boolean;

  @TextColumn(16, { name: 'hazardous_waste_role', nullable: true })
  hazardousWasteRole!: HazardousWasteRole | null;

  /** Pollutant permit, HJ 608. */
  @TextColumn(22, { name: 'permit_number', nullable: true })
  permitNumber!: string | null;

  @TextColumn(10, { name: 'permit_from', nullable: true })
  permitFrom!: string | null;

  @TextColumn(10, { name: 'permit_to', nullable: true })
  permitTo!: string | null;

  @TextColumn(40, { name: 'contact_name', nullable: true })
  contactName!: string | null;

  /** Name, pinyin, initials and credit code, folded: see `searchTextOf`. */
  @TextColumn(1_000, { name: 'search_text' })
  searchText!: string;
}
