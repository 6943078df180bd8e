/** A fact that one subgraph tells the others, and its subscribers. */
export interface DomainEvent {
  /** UUIDv7; the same on every repeat. */
  readonly id: string;
  /** What happened, such as `TicketIssued`. */
  readonly topic: string;
  /** Whom it concerns, by the id or code that subscribers filter by; empty when nobody in particular. */
  readonly channel: string;
  readonly aggregateId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

/** An event with its place in the log. Positions ascend in the order of commitment. */
export interface LoggedEvent extends DomainEvent {
  readonly position: number;
}

/** Which events a reader wants; absent means all. */
export interface EventFilter {
  readonly topics?: readonly string[];
  readonly channels?: readonly string[];
}

export function matches(event: DomainEvent, { topics, channels }: EventFilter): boolean {
  return (!topics || topics.includes(event.topic)) && (!channels || channels.includes(event.channel));
}
