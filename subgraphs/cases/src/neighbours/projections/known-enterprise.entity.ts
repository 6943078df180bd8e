import { Entity, Index } from 'typeorm';
import { IntegerColumn, PrimaryUuid, RealColumn, TextColumn } from '@ecogrid/database';

/** The columns of an enterprise that decide the enterprise and the place of a case. */
@Entity('known_enterprise')
@Index('ux_known_enterprise_code', ['creditCode'], { unique: true })
export class KnownEnterprise {
  @PrimaryUuid()
  id!: string;

  @TextColumn(18, { name: 'credit_code' })
  creditCode!: string;

  @TextColumn(120)
  name!: string;

  @RealColumn()
  longitude!: number;

  @RealColumn()
  latitude!: number;

  /** The version of the enterprise that this is; an older one never overwrites it. */
  @IntegerColumn({ name: 'source_version' })
  sourceVersion!: number;
}
