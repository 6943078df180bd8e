import type { Actor } from '@ecogrid/identity';
import type { Clock } from '@ecogrid/service';
import type { Case, CaseChanges, CaseRepository } from '../case/index.ts';
import type { ClockSegmentRepository } from '../worktime/index.ts';
import type { Ticket } from './ticket.entity.ts';

interface Parts {
  readonly cases: CaseRepository;
  readonly caseChanges: CaseChanges;
  readonly clocks: ClockSegmentRepository;
  readonly clock: Clock;
}

/** The effects on a case when one of its tickets is done, recalled or returned. Called inside a unit of work. */
export class TicketSettlement {
  constructor(private readonly parts: Parts) {}

  /** Stops the ticket's clock; once no ticket is open the case goes on to FEEDBACK. @returns the case after that. */
  async settle(
    actor: Actor,
    { id, caseId, role }: Ticket,
    state: 'DONE' | 'RECALLED' | 'RETURNED',
  ): Promise<Case> {
    const { cases, clocks, clock } = this.parts;
    await clocks.end(caseId, id, clock.now());
    const isLeadLost = role === 'LEAD' && state !== 'DONE';
    // The work of a returned lead ticket stays open until another organization has it.
    const settled = isLeadLost && state === 'RETURNED' ? 0 : 1;
    const subject = await cases.countTickets(caseId, -settled);
    return this.feedBack(actor, isLeadLost ? await this.loseLead(actor, subject) : subject);
  }

  private loseLead(actor: Actor, subject: Case): Promise<Case> {
    const { version } = subject;
    const change = { action: 'loseLead', to: 'DISPATCHED', version, set: { isWithoutLead: true } } as const;
    return this.parts.caseChanges.follow(actor, subject, change);
  }

  private feedBack(actor: Actor, subject: Case): Promise<Case> | Case {
    if (subject.openTickets > 0) return subject;
    const { version } = subject;
    return this.parts.caseChanges.follow(actor, subject, { action: 'feedback', to: 'FEEDBACK', version });
  }
}
