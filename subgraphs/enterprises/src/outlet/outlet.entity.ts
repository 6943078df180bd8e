import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { PrimaryUuid, RealColumn, TextColumn, UuidColumn } from '@ecogrid/database';
import { Medium } from '../site/index.ts';

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A discharge outlet of an enterprise (排放口). Not for the public.' })
@Entity('outlet')
@Index('ux_outlet_code', ['enterpriseId', 'code'], { unique: true })
@Index('ix_outlet_grid', ['gridCode'])
export class Outlet {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, {
    description:
      'Code within the enterprise (排放口编号), HJ 608: DW001 for waste water, DA001 for exhaust gas.',
  })
  @TextColumn(16)
  code!: string;

  @UuidColumn({ name: 'enterprise_id' })
  enterpriseId!: string;

  @TextColumn(18, { name: 'enterprise_code' })
  enterpriseCode!: string;

  @Field(() => Medium, { description: 'The medium that receives the discharge (介质).' })
  @TextColumn(8)
  medium!: Medium;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(120)
  name!: string;

  @RealColumn()
  longitude!: number;

  @RealColumn()
  latitude!: number;

  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;
}
