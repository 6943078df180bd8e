import { IsNull, MoreThanOrEqual } from 'typeorm';
import { newId, type Database } from '@ecogrid/database';
import { ClockSegment, type ClockState } from './clock-segment.entity.ts';

export class ClockSegmentRepository {
  constructor(private readonly database: Database) {}

  /** Starts a segment, a running one unless said otherwise; no ticket means the business clock. */
  async start(
    caseId: string,
    ticketIds: ReadonlyArray<string | null>,
    startedAt: Date,
    state: ClockState = 'RUNNING',
  ): Promise<ClockSegment[]> {
    const rows = ticketIds.map((ticketId): ClockSegment => {
      const kind = ticketId === null ? 'BUSINESS' : 'STEP';
      return { id: newId(), caseId, ticketId, kind, startedAt, endedAt: null, state };
    });
    await this.database.manager.insert(ClockSegment, rows);
    return rows;
  }

  /** Ends the open segment of a clock; no ticket means the business clock. */
  async end(caseId: string, ticketId: string | null, endedAt: Date): Promise<void> {
    const where = { caseId, ticketId: ticketId ?? IsNull(), endedAt: IsNull() };
    await this.database.manager.update(ClockSegment, where, { endedAt });
  }

  /** How the clock of a step ran that began at a moment. */
  ofStep(ticketId: string, since: Date): Promise<ClockSegment[]> {
    const where = { ticketId, startedAt: MoreThanOrEqual(since) };
    return this.database.manager.find(ClockSegment, { where, order: { id: 'ASC' } });
  }

  /** How the business clock of a case ran. */
  ofBusiness(caseId: string): Promise<ClockSegment[]> {
    const where = { caseId, kind: 'BUSINESS' as const };
    return this.database.manager.find(ClockSegment, { where, order: { id: 'ASC' } });
  }

  of(caseId: string): Promise<ClockSegment[]> {
    return this.database.manager.find(ClockSegment, { where: { caseId }, order: { id: 'ASC' } });
  }
}
