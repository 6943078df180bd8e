import { Entity, Index } from 'typeorm';
import { IntegerColumn, PrimaryUuid, TextColumn } from '@ecogrid/database';

/** The columns of an organization that dispatches and e-mails need. */
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

  /** Null for an organization that was announced before this column existed. */
  @TextColumn(32, { nullable: true })
  phone!: string | null;

  /** The version of the organization that this is; an older one never overwrites it. */
  @IntegerColumn({ name: 'source_version' })
  sourceVersion!: number;
}

/** Kinds of organization that handle tickets: departments, street offices and platforms alike. */
export const RECEIVERS: readonly string[] = ['DEPARTMENT', 'STREET_OFFICE', 'PLATFORM', 'POST_SUPERVISION'];
