import type { DomainEvent, LoggedEvent } from '../event.ts';

/** Where an event stood in the log of its own database: shows a relay how far it has published. */
export interface Origin {
  readonly epoch: string;
  readonly position: number;
}

type WireEvent = Omit<DomainEvent, 'occurredAt'> & { readonly occurredAt: string; readonly origin: Origin };

/** An event as JSON between processes. */
export function encodeEvent(event: LoggedEvent, epoch: string): string {
  const { position, ...domainEvent } = event;
  return JSON.stringify({ ...domainEvent, origin: { epoch, position } });
}

/** @param position the sequence that the server gave it. */
export function decodeEvent(message: WireMessage, position: number): LoggedEvent {
  const { origin: _origin, occurredAt, ...event } = message.json<WireEvent>();
  return { ...event, occurredAt: new Date(occurredAt), position };
}

export function originOf(message: WireMessage): Origin & { readonly id: string } {
  const { id, origin } = message.json<WireEvent>();
  return { id, ...origin };
}

interface WireMessage {
  json<T>(): T;
}
