import type { Socket } from 'node:net';
import type { ExecutionResult } from 'graphql';
import { framesOf, textFrame, type Envelope } from './frames.ts';
import { beginTurn } from './turn.ts';

/**
 * Writes whole frames to the socket below a WebSocket; no other part writes messages to it, and nothing is compressed.
 * Frames that the system does not take wait here in order, as references to bytes that all clients share: they can be
 * dropped at once.
 */
export class SocketWriter {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private isFlushing = false;
  private drained: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;
  private lastTurn = 0;

  /** @param bound bytes that may wait for the client. */
  constructor(
    private readonly stream: Socket,
    private readonly bound: number,
  ) {
    stream.once('close', () => this.drop());
  }

  /** The bytes that the client has not taken yet, here and in the stream. */
  get unreadBytes(): number {
    return this.stream.writableLength + this.waitingBytes;
  }

  /** Whether the client has left more unread than it may. */
  isOverfull(): boolean {
    // Frames that only wait for the end of this turn are not unread yet.
    if (this.unreadBytes > this.bound) this.stream.uncork();
    return this.unreadBytes > this.bound;
  }

  /** Whether the system has not taken all yet. */
  isBlocked(): boolean {
    return this.isFlushing || (this.stream.writableLength > 0 && this.stream.writableCorked === 0);
  }

  text(message: string): void {
    const frame = textFrame(message);
    if (this.isBlocked()) this.keep([frame]);
    else this.stream.write(frame);
  }

  /**
   * @returns when much is unread, a promise of when it is not: a replay waits for its reader, a live event does not.
   */
  result(own: Envelope, result: ExecutionResult): void | Promise<void> {
    const frames = framesOf(result);
    if (this.isBlocked()) {
      this.keep(frames.pieces(own));
      return this.isMuchUnread() ? this.untilDrained() : undefined;
    }
    this.gather();
    const frame = frames.frame(own);
    if (this.isMuchUnread(frame.length)) this.hand([frame]);
    else this.stream.write(frame);
    // The system did not take it all: the rest is still in the frame's memory.
    if (this.stream.writableLength > 0) frames.leave(own);
    return this.isFlushing ? this.untilDrained() : undefined;
  }

  /**
   * Forgets the frames that wait. The frame that is half in the system's hands stays: the next one follows it whole.
   */
  drop(): void {
    this.waiting = [];
    this.waitingBytes = 0;
    this.resolveDrained();
  }

  private isMuchUnread(more = 0): boolean {
    return this.unreadBytes + more >= this.bound / 2;
  }

  private keep(pieces: readonly Buffer[]): void {
    for (const piece of pieces) this.waitingBytes += piece.length;
    this.waiting.push(...pieces);
    if (!this.isFlushing) this.flush();
  }

  private flush(): void {
    const pieces = this.waiting;
    this.waiting = [];
    this.waitingBytes = 0;
    this.isFlushing = false;
    if (pieces.length > 0) this.hand(pieces);
    else this.resolveDrained();
  }

  /** Gives the stream buffers that do not change any more, and continues when the system has taken them. */
  private hand(pieces: readonly Buffer[]): void {
    this.isFlushing = true;
    const last = pieces.length - 1;
    this.stream.cork();
    pieces.forEach((piece, index) =>
      index < last ? this.stream.write(piece) : this.stream.write(piece, () => this.flush()),
    );
    this.stream.uncork();
  }

  /** The results after the first one of a turn, as in a replay, are written with one call to the system. */
  private gather(): void {
    const turn = beginTurn();
    if (this.lastTurn !== turn) {
      this.lastTurn = turn;
      return;
    }
    if (this.stream.writableCorked > 0) return;
    this.stream.cork();
    process.nextTick(() => this.stream.uncork());
  }

  private untilDrained(): Promise<void> {
    if (!this.drained) {
      let resolve = (): void => undefined;
      const promise = new Promise<void>((done) => (resolve = done));
      this.drained = { promise, resolve };
    }
    return this.drained.promise;
  }

  private resolveDrained(): void {
    this.drained?.resolve();
    this.drained = undefined;
  }
}
