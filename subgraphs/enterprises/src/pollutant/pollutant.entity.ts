import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { IntegerColumn, PrimaryUuid, TextColumn } from '@ecogrid/database';
import { Medium } from '../site/index.ts';

@Directive('@key(fields: "code")')
@ObjectType({ description: 'A monitored factor (监测因子), coded as in HJ 525 and HJ 212-2017.' })
@Entity('pollutant')
@Index('ux_pollutant_code', ['code'], { unique: true })
export class Pollutant {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Factor code (污染物编码), such as w01018 for COD (化学需氧量).' })
  @TextColumn(16)
  code!: string;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(80)
  name!: string;

  @Field(() => String, { description: 'Name in English.' })
  @TextColumn(80, { name: 'name_en' })
  nameEn!: string;

  @Field(() => Medium, { description: 'The medium in which it is measured (介质).' })
  @TextColumn(8)
  medium!: Medium;

  @Field(() => String, {
    description:
      'The customary unit (计量单位); a device may report another and says so. Empty for pH, which has none.',
  })
  @TextColumn(16)
  unit!: string;

  @Field(() => Int, { description: 'Decimal places to show.' })
  @IntegerColumn()
  decimals!: number;
}
