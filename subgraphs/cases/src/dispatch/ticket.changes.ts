import { EcoGridError } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { NewEvent, Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { Clock } from '@ecogrid/service';
import type { TimeSegment, WorkCalendar } from '@ecogrid/work-time';
import type { HistoryAction, HistoryLine, HistoryService } from '../case/index.ts';
import type { ClockSegment } from '../worktime/index.ts';
import { Ticket, listedByTicket } from './ticket.entity.ts';
import { extensionDecided, ticketChanged } from './ticket.events.ts';
import type { TicketEmailFacts, TicketEmails } from './ticket.emails.ts';
import { canReadTicket } from './ticket.policy.ts';
import type { TicketRequestRepository } from './ticket-request.repository.ts';
import type { TicketRepository } from './ticket.repository.ts';
import { ticketWorkflow, type TicketAction, type TicketFacts } from '../ticket/index.ts';

/** Further effects of a change of a ticket, in its unit of work. */
export interface TicketFollower {
  /** In the unit of work in which tickets of one case are issued. */
  issued?(tickets: readonly Ticket[], facts: IssueFacts): Promise<void>;
  /** @param segments how the step clock ran, where the use case has read it. */
  follow(before: Ticket, after: Ticket, segments?: readonly TimeSegment[]): Promise<void>;
}

/** The rows that a dispatch has read. */
export interface IssueFacts extends TicketEmailFacts {
  readonly calendar: WorkCalendar;
  /** Of the step clocks that were started for the tickets. */
  readonly segments: readonly ClockSegment[];
}

interface Parts {
  readonly tickets: TicketRepository;
  readonly requests: TicketRequestRepository;
  readonly history: HistoryService;
  readonly outbox: Outbox<TopicOf<'cases'>>;
  readonly ticketEmails: TicketEmails;
  readonly clock: Clock;
  readonly ticketFollowers: readonly TicketFollower[];
}

/** The row of the state table for a permitted change. */
export type TicketPermission = ReturnType<typeof ticketWorkflow.require>;

export interface TicketChange {
  readonly action: TicketAction;
  /** Where the table leaves a choice; absent: the first of its row. */
  readonly to?: Ticket['state'];
  /** The version the caller has seen. */
  readonly version: number;
  readonly set?: Partial<Ticket>;
  readonly note?: string | null | undefined;
  /** Lines of history that follow the one of the change. */
  readonly lines?: readonly HistoryLine[];
  /** Events that are announced after that of the change. */
  readonly events?: ReadonlyArray<NewEvent<TopicOf<'cases'>>>;
  /** How the step clock ran, where the use case has read it. */
  readonly segments?: readonly TimeSegment[] | undefined;
}

/** A pending request is withdrawn when its ticket enters one of these states. */
const ENDED: ReadonlyArray<Ticket['state']> = ['DONE', 'RECALLED'];

/** The one way by which a ticket changes state: table, version, history and event, inside the caller's unit of work. */
export class TicketChanges {
  constructor(private readonly parts: Parts) {}

  /** The ticket, if the actor may see it. @throws EcoGridError NOT_FOUND. */
  async visible(actor: Actor, id: string): Promise<Ticket> {
    const ticket = await this.parts.tickets.find(id);
    if (ticket && canReadTicket(actor, ticket)) return ticket;
    throw new EcoGridError('NOT_FOUND', { thing: 'ticket', id });
  }

  /** The steps that every use case of one ticket shares: it reads the ticket, and a retry answers with it. */
  about(actor: Actor, { ticketId }: { readonly ticketId: string }) {
    return {
      answersWith: ticketId,
      load: (): Promise<Ticket> => this.visible(actor, ticketId),
      again: (id: string): Promise<Ticket> => this.visible(actor, id),
    };
  }

  /** The lines of history and the events of tickets that are issued: they are written with those of their case. */
  issued(
    actor: Actor,
    role: string | null,
    tickets: readonly Ticket[],
  ): { lines: HistoryLine[]; events: Array<NewEvent<TopicOf<'cases'>>> } {
    const cause = { actor, action: 'dispatch', from: null, occurredAt: this.now() } as const;
    return {
      lines: tickets.map((ticket) => lineOf(role, ticket, 'dispatch', null, ticket.instruction)),
      events: tickets.map((ticket) => ticketChanged(ticket, cause)),
    };
  }

  /** Issues the tickets of a dispatch; see {@link issued}. */
  async issue(tickets: readonly Ticket[], facts: IssueFacts): Promise<void> {
    await this.parts.tickets.insert(tickets);
    await this.parts.ticketEmails.queue('TICKET_ISSUED', tickets, facts);
    for (const follower of this.parts.ticketFollowers) await follower.issued?.(tickets, facts);
  }

  /** Its case was moved: it lies in another grid, and stands where it stood. */
  async relocate(actor: Actor, ticket: Ticket, gridCode: string): Promise<void> {
    const patch = { gridCode, ...listedByTicket({ ...ticket, gridCode }) };
    if (!(await this.parts.tickets.update(ticket.id, ticket.version, patch))) {
      throw new EcoGridError('VERSION_STALE', { thing: 'ticket', expected: ticket.version, actual: null });
    }
    const moved = { ...ticket, ...patch, version: ticket.version + 1 };
    const cause = { actor, action: 'move', from: ticket.state, occurredAt: this.now() } as const;
    await this.parts.outbox.announce(ticketChanged(moved, cause, { gridCode: ticket.gridCode }));
  }

  /** An automatic step, such as a rework after a failed check. */
  async follow(actor: Actor, ticket: Ticket, change: TicketChange): Promise<Ticket> {
    return this.write(actor, ticketWorkflow.follow(this.factsOf(ticket), change.action), ticket, change);
  }

  /** @throws EcoGridError FORBIDDEN, STATE_NOT_ALLOWED or GUARD_FAILED. */
  require(actor: Actor, ticket: Ticket, action: TicketAction): TicketPermission {
    return ticketWorkflow.require(actor, this.factsOf(ticket), action);
  }

  /** Queues the e-mails about a change of tickets, all of one case. */
  notify(
    kind: 'TICKET_RECALLED' | 'TICKET_REWORK',
    tickets: readonly Ticket[],
    known: Partial<TicketEmailFacts>,
  ): Promise<void> {
    return this.parts.ticketEmails.queue(kind, tickets, known);
  }

  private factsOf(ticket: Ticket): TicketFacts {
    return { ...ticket, now: this.now() };
  }

  private now(): Date {
    return this.parts.clock.now();
  }

  /** Writes a change that is permitted. @throws EcoGridError VERSION_STALE. */
  async write(
    actor: Actor,
    { to: allowed, role }: TicketPermission,
    ticket: Ticket,
    change: TicketChange,
  ): Promise<Ticket> {
    const { action, to: state = allowed[0], version, set, note, lines = [], events = [], segments } = change;
    if (!state || !allowed.includes(state)) throw new Error(`${action} does not lead to ${state}`);
    const decided = {
      ...set,
      ...(ENDED.includes(state) && { pendingRequest: null, requestAskedBy: null }),
      state,
    };
    const patch = { ...decided, ...listedByTicket({ ...ticket, ...decided }) };
    if (!(await this.parts.tickets.update(ticket.id, version, patch))) {
      throw new EcoGridError('VERSION_STALE', { thing: 'ticket', expected: version, actual: ticket.version });
    }
    const changed = Object.assign(new Ticket(), ticket, patch, { version: version + 1 });
    const isWithdrawn = ENDED.includes(state) && ticket.pendingRequest !== null;
    if (isWithdrawn) await this.parts.requests.withdraw(ticket.id);
    await this.parts.history.append(
      actor,
      lineOf(role, changed, action, ticket.state, note),
      ...(isWithdrawn ? [lineOf(null, changed, 'withdrawRequest', state, ticket.pendingRequest)] : []),
      ...lines,
    );
    for (const follower of this.parts.ticketFollowers) await follower.follow(ticket, changed, segments);
    const cause = { actor, action, from: ticket.state, occurredAt: this.now() };
    const isUndecided = isWithdrawn && ticket.pendingRequest === 'EXTEND';
    await this.parts.outbox.announce(
      ticketChanged(changed, cause),
      ...(isUndecided ? [extensionDecided(changed, 'WITHDRAWN', cause)] : []),
      ...events,
    );
    return changed;
  }
}

function lineOf(
  actorRole: string | null,
  { id: thingId, caseId, state: to }: Ticket,
  action: HistoryAction,
  from: string | null,
  note: string | null | undefined,
): HistoryLine {
  return { caseId, thing: 'TICKET', thingId, action, from, to, actorRole, note };
}
