import { Entity, Index } from 'typeorm';
import { IntegerColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import type { Role } from '@ecogrid/identity';

/** The columns of an appointment that decide the possible checkers, and the readers of the person. */
@Entity('known_appointment')
@Index('ix_known_appointment_person', ['personNumber'])
@Index('ix_known_appointment_person_id', ['personId'])
export class KnownAppointment {
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'person_id' })
  personId!: string;

  @TextColumn(16, { name: 'person_number' })
  personNumber!: string;

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

  /** The version of the appointment that this is; an older one never overwrites it. */
  @IntegerColumn({ name: 'source_version' })
  sourceVersion!: number;
}
