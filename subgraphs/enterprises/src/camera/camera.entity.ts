import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { PrimaryUuid, RealColumn, TextColumn, UuidColumn } from '@ecogrid/database';
import { vocabulary } from '@ecogrid/subgraph';

export const CameraPurpose = vocabulary('CameraPurpose', 'The purposes of cameras (视频用途).', {
  KEY_SOURCE: 'A key industrial source (重点工业污染源). docs/domain.md row 9.',
  HAZARDOUS_WASTE: 'Where hazardous waste arises or is handled (危险废物). docs/domain.md row 11.',
});
export type CameraPurpose = keyof typeof CameraPurpose;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A video camera on a site of an enterprise (视频监控). Not for the public.' })
@Entity('camera')
@Index('ux_camera_code', ['code'], { unique: true })
@Index('ix_camera_enterprise', ['enterpriseId'])
export class Camera {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Device code of 20 digits (设备编码), GB/T 28181.' })
  @TextColumn(32)
  code!: string;

  @UuidColumn({ name: 'enterprise_id' })
  enterpriseId!: string;

  @TextColumn(18, { name: 'enterprise_code' })
  enterpriseCode!: string;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(120)
  name!: string;

  @Field(() => CameraPurpose, { description: 'The purpose of the camera (用途).' })
  @TextColumn(24)
  purpose!: CameraPurpose;

  @RealColumn()
  longitude!: number;

  @RealColumn()
  latitude!: number;

  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;
}
