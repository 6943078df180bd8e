import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { PrimaryUuid, RealColumn, TextColumn, UuidColumn } from '@ecogrid/database';
import { vocabulary } from '@ecogrid/subgraph';

export const MonitorPointKind = vocabulary(
  'MonitorPointKind',
  'The kinds of monitor points (点位类别). docs/domain.md row 12.',
  {
    OUTLET: 'A source, at its outlet (污染源).',
    AMBIENT_AIR: 'Ambient air (环境空气).',
    SURFACE_WATER: 'Surface water (地表水).',
  },
);
export type MonitorPointKind = keyof typeof MonitorPointKind;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A place where something is measured (监测点位). Not for the public.' })
@Entity('monitor_point')
@Index('ux_monitor_point_code', ['code'], { unique: true })
@Index('ix_monitor_point_outlet', ['outletId'])
export class MonitorPoint {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Code (点位编码), such as MP-001, AIR-01 or SW-01.' })
  @TextColumn(32)
  code!: string;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(120)
  name!: string;

  @Field(() => MonitorPointKind, { description: 'The kind of the monitor point (类别).' })
  @TextColumn(16)
  kind!: MonitorPointKind;

  @UuidColumn({ name: 'outlet_id', nullable: true })
  outletId!: string | null;

  @TextColumn(18, { name: 'enterprise_code', nullable: true })
  enterpriseCode!: string | null;

  @RealColumn()
  longitude!: number;

  @RealColumn()
  latitude!: number;

  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;
}
