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

/**
 * @param position the sequence that the server gave it.
 * @returns undefined for a message that no relay wrote: anything may publish to the servers.
 */
export function decodeEvent(message: WireMessage, position: number): LoggedEvent | undefined {
  const wire = jsonOf(message);
  if (!isWireEvent(wire)) return undefined;
  const { origin: _origin, occurredAt, ...event } = wire;
  return { ...event, occurredAt: new Date(occurredAt), position };
}

export function originOf(message: WireMessage): Origin & { readonly id: string } {
  const { id, origin } = message.json<WireEvent>();
  return { id, ...origin };
}

const TEXTS = ['id', 'topic', 'channel', 'aggregateId', 'occurredAt'] as const;

function isWireEvent(value: unknown): value is WireEvent {
  if (!isRecord(value)) return false;
  return TEXTS.every((name) => typeof value[name] === 'string') && isRecord(value['payload']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonOf(message: WireMessage): unknown {
  try {
    return message.json<unknown>();
  } catch {
    return undefined;
  }
}

interface WireMessage {
  json<T>(): T;
}
