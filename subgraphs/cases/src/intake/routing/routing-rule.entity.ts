import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryUuid,
  TextColumn,
} from '@ecogrid/database';
import { SupervisedObjectKind, Day } from '@ecogrid/subgraph';
import { RoutedMedium, TicketRole } from './routing.vocabulary.ts';

@ObjectType({
  description:
    'One version of a rule of the industry guidelines (行业导则派遣规则): the organizations that handle a matter. Rules are asked in order; an empty condition holds. docs/domain.md row 36.',
})
@Entity('routing_rule')
@Index('ix_routing_rule_rank', ['rank'])
@Index('ux_routing_rule_version', ['code', 'version'], { unique: true })
export class RoutingRule {
  @Field(() => ID, { description: 'UUIDv7 of this version.' })
  @PrimaryUuid()
  id!: string;

  /** The same in every version. The columns are nullable, as they came after the first rules. */
  @Field(() => String, { description: 'Code of the rule, the same in all its versions (规则编码).' })
  @TextColumn(64, { nullable: true })
  code!: string;

  @Field(() => Int, { description: 'Counts the versions of the rule, from 1 (版本).' })
  @IntegerColumn({ nullable: true })
  version!: number;

  @Field(() => Int, {
    description:
      'Its place in the order. The first fitting rule names the lead; every fitting one with the assisting role adds an organization.',
  })
  @IntegerColumn()
  rank!: number;

  @TextColumn(32, { name: 'category_code', nullable: true })
  categoryCode!: string | null;

  @Field(() => RoutedMedium, { nullable: true, description: 'The medium it is about; null for any.' })
  @TextColumn(16, { nullable: true })
  medium!: keyof typeof RoutedMedium | null;

  @Field(() => SupervisedObjectKind, {
    nullable: true,
    description: 'The kind of supervised object it is about (监管对象类别); null for any.',
  })
  @TextColumn(24, { name: 'object_kind', nullable: true })
  objectKind!: SupervisedObjectKind | null;

  /** The case's grid lies in the grid of this code. */
  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is about urgent cases, or those that are not; null for both.',
  })
  @FlagColumn({ name: 'is_urgent', nullable: true })
  isUrgent!: boolean | null;

  @Field(() => String, {
    description:
      'Code of the organization that it names; `{street}` stands for the nine digits of the street that the case lies in.',
  })
  @TextColumn(64, { name: 'organization_code' })
  organizationCode!: string;

  @Field(() => TicketRole, { description: 'The part of the organization (主办/协办).' })
  @TextColumn(16)
  role!: keyof typeof TicketRole;

  @Field(() => Day, { description: 'First day in force (生效日期).' })
  @TextColumn(10, { name: 'effective_from' })
  effectiveFrom!: string;

  @Field(() => Day, {
    nullable: true,
    description: 'First day no longer in force; null while none is set (失效日期).',
  })
  @TextColumn(10, { name: 'effective_to', nullable: true })
  effectiveTo!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The reason of its publication or end (原因); null for the first rules.',
  })
  @LongTextColumn({ nullable: true })
  reason!: string | null;

  @TextColumn(64, { name: 'published_by', nullable: true })
  publishedBy!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When this version was published, UTC; null for the first rules.',
  })
  @InstantColumn({ name: 'published_at', nullable: true })
  publishedAt!: Date | null;
}
