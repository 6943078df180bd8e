import { newId } from '@ecogrid/database';
import type { Outbox } from '@ecogrid/events';
import { personOf, type Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import type { WorkCalendars } from '@ecogrid/work-time';
import type { ClockSegmentRepository } from '../worktime/index.ts';
import { stepDueOf } from './step-clock.rule.ts';
import type { TicketRequest } from './ticket-request.entity.ts';
import type {
  DecideTicketRequestInput,
  RequestExtensionInput,
  RequestReturnInput,
  RequestSuspensionInput,
  ResumeTicketInput,
} from './ticket-request.input.ts';
import type { TicketRequestRepository } from './ticket-request.repository.ts';
import type { TicketChange, TicketChanges } from './ticket.changes.ts';
import type { Ticket } from './ticket.entity.ts';
import type { TicketInput } from './ticket.input.ts';
import type { TicketSettlement } from './ticket.settlement.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly requests: TicketRequestRepository;
  readonly ticketChanges: TicketChanges;
  readonly settlement: TicketSettlement;
  readonly clocks: ClockSegmentRepository;
  readonly workCalendars: WorkCalendars;
  readonly outbox: Outbox;
}

type Kind = TicketRequest['kind'];
type Asking = TicketInput & { readonly reason: string; readonly extendByWorkMinutes?: number };

const ASK = { EXTEND: 'requestExtension', RETURN: 'requestReturn', SUSPEND: 'requestSuspension' } as const;
const DECIDE = { EXTEND: 'decideExtension', RETURN: 'decideReturn', SUSPEND: 'decideSuspension' } as const;

/** The requests of organizations about their tickets, each kind with its approver. docs/domain.md §4, ticket. */
export class TicketRequestService {
  constructor(private readonly parts: Parts) {}

  requestExtension(actor: Actor, input: RequestExtensionInput): Promise<Ticket> {
    return this.ask(actor, 'EXTEND', input);
  }

  requestReturn(actor: Actor, input: RequestReturnInput): Promise<Ticket> {
    return this.ask(actor, 'RETURN', input);
  }

  requestSuspension(actor: Actor, input: RequestSuspensionInput): Promise<Ticket> {
    return this.ask(actor, 'SUSPEND', input);
  }

  decide(actor: Actor, input: DecideTicketRequestInput): Promise<Ticket> {
    return this.run(actor, 'decideTicketRequest', input, async (ticket) => {
      // Nothing asked for: the table refuses in its own words.
      const action = DECIDE[ticket.pendingRequest ?? 'RETURN'];
      const { version, note, decision } = input;
      this.parts.ticketChanges.require(actor, ticket, action);
      const request = await this.parts.requests.pending(ticket.id);
      const decided = decision === 'APPROVED' ? await this.approve(ticket, request) : { to: ticket.state };
      const set = { ...decided.set, pendingRequest: null, requestAskedBy: null };
      const change = { action, version, note, ...decided, set };
      const changed = await this.parts.ticketChanges.perform(actor, ticket, change);
      await this.parts.requests.decide(request.id, {
        state: decision,
        decidedBy: personOf(actor),
        decidedAt: this.now(),
        note: note ?? null,
      });
      if (request.kind === 'EXTEND') await this.tellExtension(changed, decision);
      if (decided.to === 'RETURNED') await this.parts.settlement.settle(actor, ticket, 'RETURNED');
    });
  }

  resume(actor: Actor, input: ResumeTicketInput): Promise<Ticket> {
    return this.run(actor, 'resumeTicket', input, async (ticket) => {
      const { ticketChanges } = this.parts;
      ticketChanges.require(actor, ticket, 'resume');
      await this.turn(ticket, 'RUNNING');
      const set = { suspendedAt: null, ...(await this.dueOf(ticket)) };
      await ticketChanges.perform(actor, ticket, { action: 'resume', version: input.version, set });
    });
  }

  private ask(actor: Actor, kind: Kind, input: Asking): Promise<Ticket> {
    return this.run(actor, ASK[kind], input, async (ticket) => {
      const { version, reason } = input;
      const set = { pendingRequest: kind, requestAskedBy: personOf(actor) };
      await this.parts.ticketChanges.perform(actor, ticket, {
        action: ASK[kind],
        version,
        set,
        note: reason,
      });
      await this.parts.requests.insert({
        ...{ id: newId(), ticketId: ticket.id, kind, state: 'ASKED', reason },
        extendByWorkMinutes: input.extendByWorkMinutes ?? null,
        ...{ askedBy: personOf(actor), askedAt: this.now() },
        ...{ decidedBy: null, decidedAt: null, note: null },
      });
    });
  }

  private async tellExtension(ticket: Ticket, decision: string): Promise<void> {
    const { id: ticketId, caseId, organizationCode, gridCode, dueAt } = ticket;
    await this.parts.outbox.announce({
      ...{ topic: 'ExtensionDecided', channel: organizationCode, aggregateId: ticketId },
      payload: { ticketId, caseId, organizationCode, gridCode, decision, dueAt: dueAt.toISOString() },
      occurredAt: this.now(),
    });
  }

  private approve(ticket: Ticket, request: TicketRequest): Promise<Pick<TicketChange, 'to' | 'set'>> {
    const approvals: Readonly<Record<Kind, () => Promise<Pick<TicketChange, 'to' | 'set'>>>> = {
      EXTEND: () => this.extend(ticket, request.extendByWorkMinutes ?? 0),
      RETURN: () => Promise.resolve({ to: 'RETURNED', set: { reason: request.reason } }),
      SUSPEND: () => this.suspend(ticket),
    };
    return approvals[request.kind]();
  }

  private async extend(ticket: Ticket, minutes: number): Promise<Pick<TicketChange, 'to' | 'set'>> {
    const extendedMinutes = ticket.extendedMinutes + minutes;
    const due = await this.dueOf({ ...ticket, extendedMinutes });
    return { to: 'HANDLING', set: { extendedMinutes, ...due, extensionCount: ticket.extensionCount + 1 } };
  }

  private async suspend(ticket: Ticket): Promise<Pick<TicketChange, 'to' | 'set'>> {
    await this.turn(ticket, 'PAUSED');
    return { to: 'SUSPENDED', set: { suspendedAt: this.now() } };
  }

  /** Ends the stretch of the step clock that goes on and begins another. */
  private async turn({ id, caseId }: Ticket, state: 'RUNNING' | 'PAUSED'): Promise<void> {
    await this.parts.clocks.end(caseId, id, this.now());
    await this.parts.clocks.start(caseId, [id], this.now(), state);
  }

  /** By the calendar of now: a notice that came meanwhile counts. */
  private async dueOf(ticket: Ticket): Promise<Pick<Ticket, 'dueAt' | 'calendarVersion'>> {
    const { clocks, workCalendars } = this.parts;
    const segments = await clocks.ofStep(ticket.id, ticket.stepStartedAt);
    const calendar = await workCalendars.current(ticket.isUrgent);
    return {
      dueAt: stepDueOf(calendar, ticket, segments) ?? ticket.dueAt,
      calendarVersion: calendar.version,
    };
  }

  private async run(
    actor: Actor,
    operation: string,
    input: TicketInput,
    work: (ticket: Ticket) => Promise<void>,
  ): Promise<Ticket> {
    const { scope, ticketChanges } = this.parts;
    const id = await mutate(scope, actor, operation, input, async () => {
      const ticket = await ticketChanges.visible(actor, input.ticketId);
      await work(ticket);
      return ticket.id;
    });
    return ticketChanges.visible(actor, id);
  }

  private now(): Date {
    return this.parts.scope.clock.now();
  }
}
