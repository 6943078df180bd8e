/** A fact that one subgraph publishes to the others, and to its subscribers. */
export interface DomainEvent {
  /** UUIDv7; the same on every repeat. */
  readonly id: string;
  /** The name of the fact, such as `TicketIssued`. */
  readonly topic: string;
  /** The id or code of the party concerned, which subscribers filter by; empty for an event of general interest. */
  readonly channel: string;
  readonly aggregateId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

/** An event with its place in the log. Positions ascend in the order of commitment. */
export interface LoggedEvent extends DomainEvent {
  readonly position: number;
}

/** @returns why an event does not fit the contract of its topic; null when it fits. */
export type MisfitOf = (event: Pick<DomainEvent, 'topic' | 'payload'>) => string | null;

/** The events that a reader wants; absent means all. */
export interface EventFilter {
  readonly topics?: readonly string[];
  readonly channels?: readonly string[];
}

export function matches(event: DomainEvent, { topics, channels }: EventFilter): boolean {
  return (!topics || topics.includes(event.topic)) && (!channels || channels.includes(event.channel));
}
