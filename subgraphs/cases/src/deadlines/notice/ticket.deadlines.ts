import type { ClockSegmentRepository } from '../../worktime/index.ts';
import { stepMinutes, type Ticket, type TicketFollower } from '../../dispatch/index.ts';
import type { NoticePlanner, Subject } from './notice.planner.ts';

interface Parts {
  readonly planner: NoticePlanner;
  readonly clocks: ClockSegmentRepository;
}

/** The step clock runs in these states; the other states have no notices. */
const RUNNING: ReadonlyArray<Ticket['state']> = ['ISSUED', 'HANDLING'];

/** Keeps what is planned about a ticket in step with its clock. */
export class TicketDeadlines implements TicketFollower {
  constructor(private readonly parts: Parts) {}

  async follow(before: Ticket | null, after: Ticket): Promise<void> {
    if (before?.state === after.state && before.dueAt.getTime() === after.dueAt.getTime()) return;
    const { planner, clocks } = this.parts;
    const { id, caseId, categoryCode, organizationCode, gridCode, state, issuedAt } = after;
    const subject: Subject = {
      ...{ thing: 'TICKET', thingId: id, caseId },
      ...{ categoryCode, organizationCode, gridCode },
    };
    if (!RUNNING.includes(state)) return planner.clear(subject);
    const { isUrgent, calendarVersion, dueAt: deadlineAt, stepStartedAt: startedAt } = after;
    const segments = await clocks.ofStep(id, startedAt);
    const unacknowledgedSince = state === 'ISSUED' ? issuedAt : null;
    await planner.replan({
      ...{ subject, isUrgent, calendarVersion, deadlineAt, startedAt },
      ...{ segments, promiseMinutes: stepMinutes(after), unacknowledgedSince },
    });
  }
}
