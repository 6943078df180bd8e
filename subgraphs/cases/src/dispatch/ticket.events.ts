import type { TopicOf } from '@ecogrid/event-contracts';
import type { NewEvent } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { HistoryAction } from '../case/index.ts';
import { changedBy } from '../kernel/index.ts';
import type { Ticket } from './ticket.entity.ts';
import type { ExtensionOutcome } from './ticket.vocabulary.ts';

type TicketEvent = NewEvent<TopicOf<'cases'>>;

/** The action of a change, and the state before it; null for a ticket that is issued. */
export interface Cause {
  readonly actor: Actor;
  readonly action: HistoryAction;
  readonly from: Ticket['state'] | null;
  readonly occurredAt: Date;
}

const TOPICS: Readonly<Record<string, TopicOf<'cases'>>> = {
  'dispatch ISSUED': 'TicketAssigned',
  'recall RECALLED': 'TicketRecalled',
  'decideReturn RETURNED': 'TicketReturned',
};

/**
 * The event of a change of a ticket.
 * @param was the place before a move, so that its subscribers there learn that it left.
 */
export function ticketChanged(
  { id, caseId, number, organizationCode, gridCode, state, version }: Ticket,
  { actor, action, from, occurredAt }: Cause,
  was?: Pick<Ticket, 'gridCode'>,
): TicketEvent {
  return {
    topic: TOPICS[`${action} ${state}`] ?? 'TicketChanged',
    channel: organizationCode,
    aggregateId: id,
    payload: {
      ticketId: id,
      caseId,
      number,
      organizationCode,
      gridCode,
      state,
      version,
      action,
      from,
      by: changedBy(actor),
      ...(was && { was }),
    },
    occurredAt,
  };
}

/** The event that an extension was decided, or withdrawn with its ticket. */
export function extensionDecided(
  { id: ticketId, caseId, organizationCode, gridCode, dueAt, state }: Ticket,
  decision: keyof typeof ExtensionOutcome,
  { actor, from, occurredAt }: Pick<Cause, 'actor' | 'occurredAt'> & { readonly from: Ticket['state'] },
): TicketEvent {
  return {
    topic: 'ExtensionDecided',
    channel: organizationCode,
    aggregateId: ticketId,
    occurredAt,
    payload: {
      ticketId,
      caseId,
      organizationCode,
      gridCode,
      decision,
      dueAt: dueAt.toISOString(),
      from,
      state,
      by: changedBy(actor),
    },
  };
}
