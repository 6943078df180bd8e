import { newId } from '@ecogrid/database';
import { personOf, type Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import type { Case, CaseChanges, CaseInput } from '../../case/index.ts';
import type { ClockSegmentRepository } from '../../worktime/index.ts';
import { OPEN_TICKET_STATES, type TicketChanges, type TicketRepository } from '../../dispatch/index.ts';
import type { VoidRequestRepository } from './void-request.repository.ts';
import type { DecideVoidInput, RequestVoidInput } from './void.input.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly voidRequests: VoidRequestRepository;
  readonly tickets: TicketRepository;
  readonly ticketChanges: TicketChanges;
  readonly clocks: ClockSegmentRepository;
}

/** A case that should not have been: asked by an operator, decided by a shift leader. docs/domain.md §4, case. */
export class VoidService {
  constructor(private readonly parts: Parts) {}

  request(actor: Actor, input: RequestVoidInput): Promise<Case> {
    return this.run(actor, 'requestVoid', input, async (subject) => {
      const { version, reason } = input;
      const change = { action: 'requestVoid', to: subject.state, version, note: reason } as const;
      await this.parts.changes.perform(actor, subject, {
        ...change,
        set: { isVoidAsked: true, voidAskedBy: personOf(actor) },
      });
      await this.parts.voidRequests.insert({
        ...{ id: newId(), caseId: subject.id, state: 'ASKED', reason },
        ...{ askedBy: personOf(actor), askedAt: this.now() },
        ...{ decidedBy: null, decidedAt: null, note: null },
      });
    });
  }

  decide(actor: Actor, input: DecideVoidInput): Promise<Case> {
    return this.run(actor, 'decideVoid', input, async (subject) => {
      const { version, decision: state, note } = input;
      const decided = { action: 'decideVoid', version, note } as const;
      const isVoid = state === 'APPROVED';
      const to = isVoid ? 'VOID' : subject.state;
      const ended = isVoid ? { openTickets: 0, isWithoutLead: false, closedAt: this.now() } : {};
      const set = {
        ...ended,
        isVoidAsked: false,
        voidAskedBy: null,
        ...(isVoid && { reason: note ?? null }),
      };
      await this.parts.changes.perform(actor, subject, { ...decided, to, set });
      const by = { decidedBy: personOf(actor), decidedAt: this.now() };
      await this.parts.voidRequests.decide(subject.id, { state, ...by, note: note ?? null });
      if (isVoid) await this.endTickets(actor, subject, note ?? null);
    });
  }

  private async endTickets(actor: Actor, { id }: Case, reason: string | null): Promise<void> {
    const { tickets, ticketChanges, clocks } = this.parts;
    const open = (await tickets.ofCase(id)).filter(({ state }) => OPEN_TICKET_STATES.includes(state));
    for (const ticket of open) {
      const recall = { action: 'recall', version: ticket.version, set: { reason }, note: reason } as const;
      await ticketChanges.follow(actor, ticket, recall);
      await clocks.end(id, ticket.id, this.now());
    }
    await clocks.end(id, null, this.now());
  }

  private async run(
    actor: Actor,
    operation: string,
    input: CaseInput,
    work: (subject: Case) => Promise<void>,
  ): Promise<Case> {
    const { scope, changes } = this.parts;
    const id = await mutate(scope, actor, operation, input, async () => {
      const subject = await changes.visible(actor, input.caseId);
      await work(subject);
      return subject.id;
    });
    return changes.visible(actor, id);
  }

  private now(): Date {
    return this.parts.scope.clock.now();
  }
}
