import { Entity, Index } from 'typeorm';
import { IntegerColumn, PrimaryUuid, TextColumn } from '@ecogrid/database';

/** What this subgraph keeps of an organization, in order to dispatch to it and to write to it. */
@Entity('known_organization')
@Index('ux_known_organization_code', ['code'], { unique: true })
export class KnownOrganization {
  @PrimaryUuid()
  id!: string;

  @TextColumn(64)
  code!: string;

  @TextColumn(80)
  name!: string;

  @TextColumn(24)
  kind!: string;

  @TextColumn(120)
  email!: string;

  /** The version of the organization that this is; an older one never overwrites it. */
  @IntegerColumn({ name: 'source_version' })
  sourceVersion!: number;
}
