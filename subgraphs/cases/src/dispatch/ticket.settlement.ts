import type { Actor } from '@ecogrid/identity';
import type { Clock } from '@ecogrid/service';
import type { CaseChanges, CaseRepository } from '../case/index.ts';
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

  /** Stops the ticket's clock; once no ticket is open the case goes on to FEEDBACK. */
  async settle(
    actor: Actor,
    { id, caseId, role }: Ticket,
    state: 'DONE' | 'RECALLED' | 'RETURNED',
  ): Promise<void> {
    const { cases, clocks, clock } = this.parts;
    await clocks.end(caseId, id, clock.now());
    const isLeadLost = role === 'LEAD' && state !== 'DONE';
    // The work of a returned lead ticket stays open until another organization has it.
    const settled = isLeadLost && state === 'RETURNED' ? 0 : 1;
    await cases.countTickets(caseId, -settled);
    if (isLeadLost) await this.loseLead(actor, caseId);
    await this.feedBack(actor, caseId);
  }

  private async loseLead(actor: Actor, caseId: string): Promise<void> {
    const subject = await this.parts.cases.countTickets(caseId, 0);
    const { version } = subject;
    const set = { isWithoutLead: true };
    await this.parts.caseChanges.follow(actor, subject, {
      action: 'loseLead',
      to: 'DISPATCHED',
      version,
      set,
    });
  }

  private async feedBack(actor: Actor, caseId: string): Promise<void> {
    const subject = await this.parts.cases.countTickets(caseId, 0);
    if (subject.openTickets > 0) return;
    const { version } = subject;
    await this.parts.caseChanges.follow(actor, subject, { action: 'feedback', to: 'FEEDBACK', version });
  }
}
