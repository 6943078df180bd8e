import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { boundedErrors } from '../execution/bounded-errors.ts';
import { sharedPayload } from '@ecogrid/federated-subscriptions';

/** The text before the payload of one operation's results, made once for the life of the operation. */
export type Envelope = Buffer;

/** The end of the message. */
const TAIL = '}';
const known = new WeakMap<ExecutionResult, ResultFrames>();

export function envelope(id: string): Envelope {
  return Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
}

export function framesOf(result: ExecutionResult): ResultFrames {
  let frames = known.get(result);
  if (!frames) known.set(result, (frames = new ResultFrames(sharedPayload(result))));
  return frames;
}

/**
 * One result as whole WebSocket frames, in one piece each because a socket takes one write faster than two. Clients
 * whose envelopes are equally long share one piece of memory, into which each one's envelope is written in turn.
 */
export class ResultFrames {
  private readonly byLength = new Map<number, Buffer>();
  private readonly bytes: number;
  private kept: Buffer | undefined;

  constructor(private readonly payload: string) {
    this.bytes = Buffer.byteLength(payload) + TAIL.length;
  }

  /** The frame for one client: to be written out, or given away with `leave`, before the next one is asked for. */
  frame(own: Envelope): Buffer {
    let frame = this.byLength.get(own.length);
    if (!frame) this.byLength.set(own.length, (frame = this.assembled(own.length)));
    own.copy(frame, frame.length - this.bytes - own.length);
    return frame;
  }

  /** A client has not written the frame out yet and keeps its memory: the next client gets another. */
  leave(own: Envelope): void {
    this.byLength.delete(own.length);
  }

  /** The same bytes to be kept for a client that is behind: its own are few, all clients share the rest. */
  pieces(own: Envelope): Buffer[] {
    this.kept ??= Buffer.from(`${this.payload}${TAIL}`);
    return [Buffer.concat([frameHead(own.length + this.bytes), own]), this.kept];
  }

  private assembled(envelopeLength: number): Buffer {
    const head = frameHead(envelopeLength + this.bytes);
    const frame = Buffer.allocUnsafe(head.length + envelopeLength + this.bytes);
    head.copy(frame);
    frame.write(this.payload, head.length + envelopeLength);
    frame.write(TAIL, frame.length - TAIL.length);
    return frame;
  }
}

/** FIN and opcode 1, then the length in 7, 16 or 64 bits; a server does not mask (RFC 6455 section 5.2). */
function frameHead(length: number): Buffer {
  if (length < 126) return Buffer.from([0x81, length]);
  if (length < 65_536) return Buffer.from([0x81, 126, length >> 8, length & 0xff]);
  const head = Buffer.alloc(10);
  head.set([0x81, 127]);
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

/** A message for one client alone. */
export function textFrame(message: string): Buffer {
  const payload = Buffer.from(message);
  return Buffer.concat([frameHead(payload.length), payload]);
}

export function errorMessage(id: string, errors: readonly GraphQLFormattedError[]): string {
  return JSON.stringify({
    id,
    type: 'error',
    payload: boundedErrors(errors).map(({ message, extensions }) => ({ message, extensions })),
  });
}

export function completeMessage(id: string): string {
  return JSON.stringify({ id, type: 'complete' });
}
