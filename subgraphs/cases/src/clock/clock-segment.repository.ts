import { IsNull } from 'typeorm';
import { newId, type Database } from '@ecogrid/database';
import { ClockSegment } from './clock-segment.entity.ts';

export class ClockSegmentRepository {
  constructor(private readonly database: Database) {}

  /** Starts a running segment; no ticket means the business clock. */
  async start(caseId: string, ticketIds: ReadonlyArray<string | null>, startedAt: Date): Promise<void> {
    const rows = ticketIds.map((ticketId): ClockSegment => {
      const kind = ticketId === null ? 'BUSINESS' : 'STEP';
      return { id: newId(), caseId, ticketId, kind, startedAt, endedAt: null, state: 'RUNNING' };
    });
    await this.database.manager.insert(ClockSegment, rows);
  }

  /** Ends the open segment of a clock; no ticket means the business clock. */
  async end(caseId: string, ticketId: string | null, endedAt: Date): Promise<void> {
    const where = { caseId, ticketId: ticketId ?? IsNull(), endedAt: IsNull() };
    await this.database.manager.update(ClockSegment, where, { endedAt });
  }

  of(caseId: string): Promise<ClockSegment[]> {
    return this.database.manager.find(ClockSegment, { where: { caseId }, order: { id: 'ASC' } });
  }
}
