import { newId } from '@ecogrid/database';
import { personOf, type Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import type { TimeSegment, WorkCalendar, WorkCalendars } from '@ecogrid/work-time';
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
import { extensionDecided } from './ticket.events.ts';
import type { TicketInput } from './ticket.input.ts';
import type { TicketSettlement } from './ticket.settlement.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly requests: TicketRequestRepository;
  readonly ticketChanges: TicketChanges;
  readonly settlement: TicketSettlement;
  readonly clocks: ClockSegmentRepository;
  readonly workCalendars: WorkCalendars;
}

type Kind = TicketRequest['kind'];
type Asking = TicketInput & { readonly reason: string; readonly extendByWorkMinutes?: number };
type Outcome = Pick<TicketChange, 'to' | 'set' | 'segments'>;

/** How the step clock of a ticket ran, and the calendar of now: a notice that came meanwhile counts. */
interface StepClock {
  readonly segments: readonly TimeSegment[];
  readonly calendar: WorkCalendar;
}

interface DecisionFacts {
  readonly ticket: Ticket;
  readonly request: TicketRequest | null;
  /** Read for an extension only. */
  readonly clock: StepClock | null;
}

interface DecisionPlan {
  readonly change: TicketChange;
  readonly request: TicketRequest;
  readonly decided: Partial<TicketRequest>;
}

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
    const { scope, ticketChanges } = this.parts;
    return perform(scope, actor, input, {
      ...ticketChanges.about(actor, input),
      operation: 'decideTicketRequest',
      load: () => this.load(actor, input),
      // Nothing asked for: the table refuses in its own words.
      permit: (_actor, { ticket }) =>
        ticketChanges.require(actor, ticket, DECIDE[ticket.pendingRequest ?? 'RETURN']),
      decide: (facts, _input, now) => decided(actor, facts, input, now),
      write: (plan, { ticket }, permission) => this.write(actor, plan, ticket, permission),
    });
  }

  resume(actor: Actor, input: ResumeTicketInput): Promise<Ticket> {
    const { scope, ticketChanges } = this.parts;
    const about = ticketChanges.about(actor, input);
    return perform(scope, actor, input, {
      ...about,
      operation: 'resumeTicket',
      load: async () => {
        const ticket = await about.load();
        return { ticket, clock: await this.clockOf(ticket) };
      },
      permit: (_actor, { ticket }) => ticketChanges.require(actor, ticket, 'resume'),
      decide: ({ ticket, clock }, { version }, now): TicketChange => {
        const segments = turnedAt(clock.segments, now);
        const set = { suspendedAt: null, ...dueOf(ticket, { ...clock, segments }) };
        return { action: 'resume', version, set, segments };
      },
      write: async (change, { ticket }, permission) => {
        await this.turn(ticket, 'RUNNING');
        return ticketChanges.write(actor, permission, ticket, change);
      },
    });
  }

  private ask(actor: Actor, kind: Kind, input: Asking): Promise<Ticket> {
    const { scope, ticketChanges, requests } = this.parts;
    const action = ASK[kind];
    return perform(scope, actor, input, {
      ...ticketChanges.about(actor, input),
      operation: action,
      permit: (_actor, ticket) => ticketChanges.require(actor, ticket, action),
      decide: ({ id }, _input, now) => asked(actor, id, kind, input, now),
      write: async (request, ticket, permission) => {
        const { version, reason: note } = input;
        const set = { pendingRequest: kind, requestAskedBy: request.askedBy };
        const changed = await ticketChanges.write(actor, permission, ticket, { action, version, set, note });
        await requests.insert(request);
        return changed;
      },
    });
  }

  private async load(actor: Actor, { ticketId, decision }: DecideTicketRequestInput): Promise<DecisionFacts> {
    const ticket = await this.parts.ticketChanges.visible(actor, ticketId);
    const isExtended = ticket.pendingRequest === 'EXTEND' && decision === 'APPROVED';
    return {
      ticket,
      request: ticket.pendingRequest && (await this.parts.requests.pending(ticket.id)),
      clock: isExtended ? await this.clockOf(ticket) : null,
    };
  }

  private async write(
    actor: Actor,
    { change, request, decided: set }: DecisionPlan,
    ticket: Ticket,
    permission: ReturnType<TicketChanges['require']>,
  ): Promise<Ticket> {
    const { ticketChanges, requests, settlement } = this.parts;
    if (change.to === 'SUSPENDED') await this.turn(ticket, 'PAUSED');
    const changed = await ticketChanges.write(actor, permission, ticket, change);
    await requests.decide(request.id, set);
    if (change.to === 'RETURNED') await settlement.settle(actor, ticket, 'RETURNED');
    return changed;
  }

  /** Ends the stretch of the step clock that goes on and begins another. */
  private async turn({ id, caseId }: Ticket, state: 'RUNNING' | 'PAUSED'): Promise<void> {
    const { clocks, scope } = this.parts;
    const now = scope.clock.now();
    await clocks.end(caseId, id, now);
    await clocks.start(caseId, [id], now, state);
  }

  private async clockOf({ id, stepStartedAt, isUrgent }: Ticket): Promise<StepClock> {
    const { clocks, workCalendars } = this.parts;
    return {
      segments: await clocks.ofStep(id, stepStartedAt),
      calendar: await workCalendars.current(isUrgent),
    };
  }
}

function asked(actor: Actor, ticketId: string, kind: Kind, input: Asking, askedAt: Date): TicketRequest {
  const { reason, extendByWorkMinutes = null } = input;
  const askedBy = personOf(actor);
  const open = { decidedBy: null, decidedAt: null, note: null };
  return {
    id: newId(),
    ticketId,
    kind,
    state: 'ASKED',
    reason,
    extendByWorkMinutes,
    askedBy,
    askedAt,
    ...open,
  };
}

function decided(
  actor: Actor,
  { ticket, request, clock }: DecisionFacts,
  input: DecideTicketRequestInput,
  decidedAt: Date,
): DecisionPlan {
  const { version, note = null, decision } = input;
  if (!request) throw new Error(`ticket ${ticket.id} has no pending request`);
  const outcome: Outcome = decision === 'APPROVED' ? approved(ticket, request, clock, decidedAt) : {};
  const set = { ...outcome.set, pendingRequest: null, requestAskedBy: null };
  const to = outcome.to ?? ticket.state;
  const about = { actor, from: ticket.state, occurredAt: decidedAt };
  const events =
    request.kind === 'EXTEND' ? [extensionDecided({ ...ticket, ...set, state: to }, decision, about)] : [];
  const action = DECIDE[request.kind];
  return {
    request,
    change: { action, version, note, to, set, events, segments: outcome.segments },
    decided: { state: decision, decidedBy: personOf(actor), decidedAt, note },
  };
}

function approved(ticket: Ticket, request: TicketRequest, clock: StepClock | null, now: Date): Outcome {
  if (request.kind === 'RETURN') return { to: 'RETURNED', set: { reason: request.reason } };
  if (request.kind === 'SUSPEND') return { to: 'SUSPENDED', set: { suspendedAt: now } };
  if (!clock) throw new Error(`the step clock of ticket ${ticket.id} was not read`);
  const extendedMinutes = ticket.extendedMinutes + (request.extendByWorkMinutes ?? 0);
  const due = dueOf({ ...ticket, extendedMinutes }, clock);
  const set = { extendedMinutes, ...due, extensionCount: ticket.extensionCount + 1 };
  return { to: 'HANDLING', set, segments: clock.segments };
}

function dueOf(ticket: Ticket, { segments, calendar }: StepClock): Pick<Ticket, 'dueAt' | 'calendarVersion'> {
  return { dueAt: stepDueOf(calendar, ticket, segments) ?? ticket.dueAt, calendarVersion: calendar.version };
}

/** The segments of a clock that runs again from now on. */
function turnedAt(segments: readonly TimeSegment[], now: Date): TimeSegment[] {
  const ended = segments.map((each) => ({ ...each, endedAt: each.endedAt ?? now }));
  return [...ended, { state: 'RUNNING', startedAt: now, endedAt: null }];
}
