import { Entity } from 'typeorm';
import { PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';

/** What is kept of a case from its first `CaseFiled`: facts that later events leave out. */
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
}
