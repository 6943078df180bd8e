import { Entity, Index } from 'typeorm';
import { IntegerColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import type { Role } from '@ecogrid/identity';

/** The columns of an organization that decide how it is assessed, kept by `OrganizationChanged`. */
@Entity('known_organization')
@Index('ux_known_organization_code', ['code'], { unique: true })
export class KnownOrganization {
  @PrimaryUuid()
  id!: string;

  @TextColumn(64)
  code!: string;

  @TextColumn(24)
  kind!: string;

  @IntegerColumn({ name: 'platform_level', nullable: true })
  platformLevel!: number | null;

  @TextColumn(12, { name: 'division_code' })
  divisionCode!: string;

  @IntegerColumn({ name: 'source_version' })
  sourceVersion!: number;
}

/** The pseudonym of a person, kept by `PersonRegistered`. */
@Entity('known_person')
@Index('ux_known_person_pseudonym', ['pseudonym'], { unique: true })
export class KnownPerson {
  @PrimaryUuid()
  id!: string;

  @TextColumn(32)
  pseudonym!: string;
}

/** The columns of an appointment that decide the assessed person and the readers of the person, kept by `AppointmentChanged`. */
@Entity('known_appointment')
@Index('ix_known_appointment_grid', ['gridCode'])
@Index('ix_known_appointment_person', ['personId'])
export class KnownAppointment {
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'person_id' })
  personId!: string;

  @TextColumn(24)
  role!: Role;

  @TextColumn(64, { name: 'organization_code' })
  organizationCode!: string;

  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;

  /** First day, YYYY-MM-DD, Asia/Shanghai. */
  @TextColumn(10)
  since!: string;

  /** First day on which it no longer holds; null while it is open. */
  @TextColumn(10, { nullable: true })
  until!: string | null;

  @IntegerColumn({ name: 'source_version' })
  sourceVersion!: number;
}
