import type { TimeSegment } from '@ecogrid/work-time';
import type { ClockSegment, ClockSegmentRepository } from '../../worktime/index.ts';
import { stepMinutes, type IssueFacts, type Ticket, type TicketFollower } from '../../dispatch/index.ts';
import type { NoticePlanner, Subject, WatchedClock } from './notice.planner.ts';

interface Parts {
  readonly planner: NoticePlanner;
  readonly clocks: ClockSegmentRepository;
}

/** The step clock runs in these states; the other states have no notices. */
const RUNNING: ReadonlyArray<Ticket['state']> = ['ISSUED', 'HANDLING'];

/** Keeps the timers of a ticket in step with its clock. */
export class TicketDeadlines implements TicketFollower {
  constructor(private readonly parts: Parts) {}

  async issued(tickets: readonly Ticket[], { segments }: IssueFacts): Promise<void> {
    const own = ({ id }: Ticket): ClockSegment[] => segments.filter(({ ticketId }) => ticketId === id);
    await this.parts.planner.plan(tickets.map((ticket) => watched(ticket, own(ticket))));
  }

  async follow(before: Ticket, after: Ticket, segments?: readonly TimeSegment[]): Promise<void> {
    const isSameTime = before.dueAt.getTime() === after.dueAt.getTime();
    if (before.state === after.state && isSameTime) return;
    const { planner, clocks } = this.parts;
    if (!RUNNING.includes(after.state)) return planner.clear(subjectOf(after));
    // Its clock runs on as it ran: only timers that waited for the acknowledgement end.
    if (before.state === 'ISSUED' && isSameTime) return planner.acknowledged(subjectOf(after));
    const read = segments ?? (await clocks.ofStep(after.id, after.stepStartedAt));
    await planner.replan(watched(after, read));
  }
}

function subjectOf({ id, caseId, categoryCode, organizationCode, gridCode }: Ticket): Subject {
  return { thing: 'TICKET', thingId: id, caseId, categoryCode, organizationCode, gridCode };
}

function watched(ticket: Ticket, segments: readonly TimeSegment[]): WatchedClock {
  const { isUrgent, calendarVersion, dueAt: deadlineAt, stepStartedAt: startedAt, state, issuedAt } = ticket;
  return {
    subject: subjectOf(ticket),
    isUrgent,
    calendarVersion,
    deadlineAt,
    startedAt,
    segments,
    promiseMinutes: stepMinutes(ticket),
    unacknowledgedSince: state === 'ISSUED' ? issuedAt : null,
  };
}
