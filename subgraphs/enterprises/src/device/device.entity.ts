import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, JsonListColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { CrcOrder, ProtocolVersion } from './device.vocabulary.ts';

export const MOST_FACTORS = 100;

/** The bytes that the length of a frame counts: the segment, as HJ 212 says, or CRC and line end too, as some devices do. */
export type LengthRule = 'SEGMENT' | 'SEGMENT_CRC_LINE_END';

/** One factor that a device reports, and how. */
export interface DeviceFactorSetting {
  readonly pollutantCode: string;
  /** The unit of this device for this factor; empty when the factor has none. */
  readonly unit: string;
  /** The code on the wire when it is not the pollutant's: HJ 212-2005 sends `011` for COD. */
  readonly wireCode: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A data-logging instrument that speaks HJ 212 (数采仪). For the desk, post-supervision and its own enterprise.',
})
@Entity('device')
@Index('ux_device_mn', ['mn'], { unique: true })
@Index('ix_device_monitor_point', ['monitorPointId'])
export class Device {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Unique device identifier (设备唯一标识 MN), HJ 212-2017.' })
  @TextColumn(40)
  mn!: string;

  @UuidColumn({ name: 'monitor_point_id' })
  monitorPointId!: string;

  @TextColumn(18, { name: 'enterprise_code', nullable: true })
  enterpriseCode!: string | null;

  /** As its packets have it: the code of a type that `SystemType` has, or another one, which the graph shows as null. */
  @TextColumn(2, { name: 'system_type' })
  systemType!: string;

  @Field(() => ProtocolVersion, { description: 'The edition of HJ 212 it speaks (协议版本).' })
  @TextColumn(4, { name: 'protocol_version' })
  protocolVersion!: ProtocolVersion;

  @Field(() => CrcOrder, { description: 'How it computes its CRC.' })
  @TextColumn(16, { name: 'crc_order' })
  crcOrder!: CrcOrder;

  /** The bytes that the length of its frames counts. */
  @TextColumn(24, { name: 'length_rule' })
  lengthRule!: LengthRule;

  /** By `hashPassword`. */
  @TextColumn(160, { name: 'password_hash' })
  passwordHash!: string;

  @JsonListColumn(MOST_FACTORS)
  factors!: DeviceFactorSetting[];

  @Field(() => Date, {
    nullable: true,
    description:
      'When its last packet was accepted (最近通讯), UTC, to the minute; null when it never sent one. A packet of a wrong clock does not count.',
  })
  @InstantColumn({ name: 'last_seen_at', nullable: true })
  lastSeenAt!: Date | null;
}
