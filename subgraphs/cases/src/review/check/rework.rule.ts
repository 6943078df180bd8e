import type { Case, CaseFact } from '../../case/index.ts';
import { stepDueAt, type Ticket, type TicketChange } from '../../dispatch/index.ts';
import type { WorkCalendar } from '@ecogrid/work-time';

/** A ticket that is sent back by a failed check (返工). */
export interface Rework {
  readonly ticket: Ticket;
  readonly change: TicketChange;
  readonly reason: string;
  /** Counts the reworks of the ticket, from 1. */
  readonly count: number;
}

/** A new step clock starts now; the business clock runs on. */
export function reworkOf(ticket: Ticket, calendar: WorkCalendar, reason: string, at: Date): Rework {
  const count = ticket.reworkCount + 1;
  const step = { stepStartedAt: at, ...stepDueAt(calendar, ticket, at), extendedMinutes: 0 };
  const set = { ...step, reworkCount: count, doneAt: null, reason };
  const change = { action: 'rework', version: ticket.version, set, note: reason } as const;
  return { ticket, change, reason, count };
}

/** The fact that scoring reads. */
export function checkFailed(
  { id: caseId, number, gridCode, categoryCode }: Case,
  { ticket: { id: ticketId, organizationCode }, reason, count }: Rework,
  at: Date,
): CaseFact {
  const about = { caseId, number, ticketId, organizationCode, gridCode, categoryCode };
  return { topic: 'CheckFailed', payload: { ...about, reason, at: at.toISOString(), count } };
}
