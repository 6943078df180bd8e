import { Entity, Index } from 'typeorm';
import { InstantColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';

export type ClockKind = 'BUSINESS' | 'STEP';
export type ClockState = 'RUNNING' | 'PAUSED';

/**
 * A stretch of time in which a clock ran or was paused. A case has one business clock that never resets; each ticket
 * has a step clock, a new one for each rework.
 */
@Entity('clock_segment')
@Index('ix_clock_segment_case', ['caseId'])
@Index('ix_clock_segment_ticket', ['ticketId'])
export class ClockSegment {
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  /** Null for the business clock. */
  @UuidColumn({ name: 'ticket_id', nullable: true })
  ticketId!: string | null;

  @TextColumn(16)
  kind!: ClockKind;

  @InstantColumn({ name: 'started_at' })
  startedAt!: Date;

  /** Null while it lasts. */
  @InstantColumn({ name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @TextColumn(16)
  state!: ClockState;
}
