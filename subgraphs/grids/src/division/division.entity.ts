import { Directive, Field, ObjectType } from 'type-graphql';
import { Entity, Index, PrimaryColumn } from 'typeorm';
import { TextColumn, UuidColumn } from '@ecogrid/database';
import { vocabulary } from '@ecogrid/subgraph';

export const DivisionLevel = vocabulary(
  'DivisionLevel',
  'Level of an administrative division (行政区划级别), GB/T 2260 and GB/T 10114.',
  {
    PROVINCE: 'A province (省级).',
    CITY: 'A city of prefecture rank (地级).',
    DISTRICT: 'A county, a district or a division of the same rank, such as a zone (县级).',
    STREET: 'A street or a township (乡级：街道、镇).',
    COMMUNITY: 'A community or a village (社区、村).',
  },
);
export type DivisionLevel = keyof typeof DivisionLevel;

@Directive('@key(fields: "code")')
@ObjectType({ description: 'An administrative division (行政区划): district, street or community.' })
@Entity('division')
@Index('ix_division_parent', ['parentCode'])
export class Division {
  @UuidColumn()
  id!: string;

  @Field(() => String, {
    description: 'GB/T 2260 code: 6 digits for a district, 9 for a street, 12 for a community.',
  })
  @PrimaryColumn({ type: 'varchar', length: 12 })
  code!: string;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(80)
  name!: string;

  @Field(() => String, { description: 'Name in English.' })
  @TextColumn(80, { name: 'name_en' })
  nameEn!: string;

  @Field(() => DivisionLevel, { description: 'Level of the division (级别).' })
  @TextColumn(16)
  level!: DivisionLevel;

  @TextColumn(12, { name: 'parent_code', nullable: true })
  parentCode!: string | null;
}
