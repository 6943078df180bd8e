import { Entity } from 'typeorm';
import { PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';

/** The facts of a case from its first `CaseFiled` that later events omit. */
@Entity('known_case')
export class KnownCase {
  @PrimaryUuid()
  id!: string;

  /** Intake channel, such as SUPERIOR. */
  @TextColumn(32)
  channel!: string;

  @TextColumn(15, { name: 'grid_code' })
  gridCode!: string;

  /** The event of the first filing; a case that is reopened is filed anew by another. */
  @UuidColumn({ name: 'filed_event_id' })
  filedEventId!: string;

  /** The event of its first closing on time; null before. A case that is reopened is closed anew by another. */
  @UuidColumn({ name: 'closed_on_time_event_id', nullable: true })
  closedOnTimeEventId!: string | null;

  /** The same of its first closing late: its clock never resets, so a late one stays late. */
  @UuidColumn({ name: 'closed_late_event_id', nullable: true })
  closedLateEventId!: string | null;
}
