import { Entity, Index } from 'typeorm';
import { IntegerColumn, PrimaryUuid, RealColumn, TextColumn } from '@ecogrid/database';
import type { SupervisedObjectKind } from '@ecogrid/subgraph';

/** The columns of a supervised object that decide the object, the enterprise and the place of a case. */
@Entity('known_object')
@Index('ux_known_object_code', ['creditCode'], { unique: true })
export class KnownObject {
  @PrimaryUuid()
  id!: string;

  @TextColumn(24)
  kind!: SupervisedObjectKind;

  /** Null for an object that is no enterprise. */
  @TextColumn(18, { name: 'credit_code', nullable: true })
  creditCode!: string | null;

  @TextColumn(120)
  name!: string;

  @RealColumn()
  longitude!: number;

  @RealColumn()
  latitude!: number;

  /** The version of the object that this is; an older one never overwrites it. */
  @IntegerColumn({ name: 'source_version' })
  sourceVersion!: number;
}
