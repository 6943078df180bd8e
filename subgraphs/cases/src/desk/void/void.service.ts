import { newId } from '@ecogrid/database';
import { personOf, type Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import { caseWorkflow, type Case, type CaseChanges, type CaseRelease } from '../../case/index.ts';
import type { ClockSegmentRepository } from '../../worktime/index.ts';
import type { Ticket, TicketChanges, TicketRepository } from '../../dispatch/index.ts';
import { OPEN_TICKET_STATES } from '../../ticket/index.ts';
import type { VoidRequestRepository } from './void-request.repository.ts';
import type { DecideVoidInput, RequestVoidInput } from './void.input.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly release: CaseRelease;
  readonly voidRequests: VoidRequestRepository;
  readonly tickets: TicketRepository;
  readonly ticketChanges: TicketChanges;
  readonly clocks: ClockSegmentRepository;
}

/** A case that should not have been: asked by an operator, decided by a shift leader. docs/domain.md §4, case. */
export class VoidService {
  constructor(private readonly parts: Parts) {}

  request(actor: Actor, input: RequestVoidInput): Promise<Case> {
    const { scope, changes, voidRequests } = this.parts;
    const action = 'requestVoid';
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation: action,
      permit: (_actor, subject) => caseWorkflow.require(actor, subject, action),
      decide: ({ id: caseId, state: to }, { version, reason }, askedAt) => ({
        change: {
          action,
          to,
          version,
          note: reason,
          set: { isVoidAsked: true, voidAskedBy: personOf(actor) },
        } as const,
        request: {
          id: newId(),
          caseId,
          state: 'ASKED',
          reason,
          askedBy: personOf(actor),
          askedAt,
          decidedBy: null,
          decidedAt: null,
          note: null,
        } as const,
      }),
      write: async ({ change, request }, subject, permission) => {
        const asked = await changes.write(actor, permission, subject, change);
        await voidRequests.insert(request);
        return asked;
      },
    });
  }

  decide(actor: Actor, input: DecideVoidInput): Promise<Case> {
    const { scope, changes, voidRequests, release } = this.parts;
    const action = 'decideVoid';
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation: action,
      permit: (_actor, subject) => caseWorkflow.require(actor, subject, action),
      decide: (subject, { version, decision, note = null }, decidedAt) => {
        const isVoid = decision === 'APPROVED';
        const ended = isVoid && { openTickets: 0, isWithoutLead: false, closedAt: decidedAt, reason: note };
        const set = { isVoidAsked: false, voidAskedBy: null, ...ended };
        const change = { action, to: isVoid ? 'VOID' : subject.state, version, note, set } as const;
        return { isVoid, change, decided: { state: decision, decidedBy: personOf(actor), decidedAt, note } };
      },
      write: async ({ isVoid, change, decided }, subject, permission) => {
        const answer = await changes.write(actor, permission, subject, change);
        await voidRequests.decide(subject.id, decided);
        if (isVoid) {
          await this.endTickets(actor, answer, decided.note);
          await release.after(actor, answer);
        }
        return answer;
      },
    });
  }

  private async endTickets(actor: Actor, subject: Case, reason: string | null): Promise<void> {
    const { id } = subject;
    const { tickets, ticketChanges, clocks } = this.parts;
    const open = (await tickets.ofCase(id)).filter(({ state }) => OPEN_TICKET_STATES.includes(state));
    const recalled: Ticket[] = [];
    for (const ticket of open) {
      const recall = { action: 'recall', version: ticket.version, set: { reason }, note: reason } as const;
      recalled.push(await ticketChanges.follow(actor, ticket, recall));
      await clocks.end(id, ticket.id, this.now());
    }
    await ticketChanges.notify('TICKET_RECALLED', recalled, { subject });
    await clocks.end(id, null, this.now());
  }

  private now(): Date {
    return this.parts.scope.clock.now();
  }
}
