import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { IntegerColumn, JsonColumn, PrimaryUuid, TextColumn } from '@ecogrid/database';
import type { Area } from '@ecogrid/territory';

@Directive('@key(fields: "id")')
@Directive('@key(fields: "code")')
@ObjectType({
  description: 'A grid of the supervision system (网格): the zone, a street, or a unit grid (单元网格).',
})
@Entity('grid')
@Index('ux_grid_code', ['code'], { unique: true })
@Index('ix_grid_parent', ['parentCode'])
export class Grid {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, {
    description:
      'Grid code (网格编码): 6 digits for the zone, 9 for a street, 15 for a unit grid (GB/T 30428.1: division 6 + street 3 + community 3 + sequence 3). A grid lies in another when its code begins with it.',
  })
  @TextColumn(15)
  code!: string;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(80)
  name!: string;

  @Field(() => Int, {
    description: 'Level (级别): 2 the zone, 3 a street, 4 a unit grid. docs/domain.md rows 2-6.',
  })
  @IntegerColumn()
  level!: number;

  @TextColumn(15, { name: 'parent_code', nullable: true })
  parentCode!: string | null;

  @TextColumn(12, { name: 'division_code' })
  divisionCode!: string;

  @TextColumn(64, { name: 'responsible_organization_code' })
  responsibleOrganizationCode!: string;

  @JsonColumn()
  polygon!: Area;

  @Field(() => Int, { description: 'Counts the changes of this grid, from 1.' })
  @IntegerColumn()
  version!: number;
}
