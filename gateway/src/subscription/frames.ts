import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { sharedPayload } from '@ecogrid/federated-subscriptions';

/** The two halves around the payload of one operation's results, made once for the life of the operation. */
export interface Envelope {
  readonly head: Buffer;
  readonly id: string;
}

const TAIL = Buffer.from('}');
const encoded = new WeakMap<ExecutionResult, Buffer>();

export function envelope(id: string): Envelope {
  return { id, head: Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`) };
}

/** A result's frame for one client: its own head before the bytes that all clients of the result share. */
export function nextFrame({ head }: Envelope, result: ExecutionResult): Buffer {
  let payload = encoded.get(result);
  if (!payload) encoded.set(result, (payload = Buffer.from(sharedPayload(result))));
  const frame = Buffer.allocUnsafe(head.length + payload.length + TAIL.length);
  head.copy(frame);
  payload.copy(frame, head.length);
  TAIL.copy(frame, head.length + payload.length);
  return frame;
}

export function errorFrame(id: string, errors: readonly GraphQLFormattedError[]): string {
  return JSON.stringify({
    id,
    type: 'error',
    payload: errors.map(({ message, extensions }) => ({ message, extensions })),
  });
}

export function completeFrame(id: string): string {
  return JSON.stringify({ id, type: 'complete' });
}
