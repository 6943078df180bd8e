import { WebSocket } from 'ws';
import { within } from './within.ts';

export interface ProtocolMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** Long enough for a busy machine; the awaited message usually comes at once. */
const TIMEOUT_MS = 30_000;

/** A raw WebSocket without a client library: sends any text, and records every message. */
export class RawSocket {
  readonly received: ProtocolMessage[] = [];
  readonly closed: Promise<Closed>;
  readonly socket: WebSocket;
  pings = 0;
  private read = 0;
  private wake: () => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.received.push(JSON.parse(data.toString('utf8')) as ProtocolMessage);
      this.wake();
    });
    socket.on('ping', () => {
      this.pings += 1;
      this.wake();
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) =>
      socket.once('close', (code, reason) => {
        resolve({ code, reason: reason.toString('utf8') });
        this.wake();
      }),
    );
  }

  static async open(
    url: string,
    protocols: string[] = ['graphql-transport-ws'],
    options: object = {},
  ): Promise<RawSocket> {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), protocols, options);
    const raw = new RawSocket(socket);
    await within(
      TIMEOUT_MS,
      'the socket opens',
      new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject)),
    );
    return raw;
  }

  /** Opened and acknowledged. */
  static async ready(url: string, payload?: object, options: object = {}): Promise<RawSocket> {
    const raw = await RawSocket.open(url, undefined, options);
    raw.send({ type: 'connection_init', payload });
    await raw.next(({ type }) => type === 'connection_ack');
    return raw;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: object = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  /** The next message not yet taken that passes; those before it are dropped. */
  async next(
    wanted: (message: ProtocolMessage) => boolean = () => true,
    ms = TIMEOUT_MS,
  ): Promise<ProtocolMessage> {
    let found: ProtocolMessage | undefined;
    await this.until(() => {
      while (this.read < this.received.length && !found) {
        const message = this.received[this.read++] as ProtocolMessage;
        if (wanted(message)) found = message;
      }
      return found !== undefined;
    }, ms);
    return found as ProtocolMessage;
  }

  /** Resolves once the condition holds; looked at after each message, ping and close. */
  async until(condition: () => boolean, ms = TIMEOUT_MS): Promise<void> {
    const seen = async (): Promise<void> => {
      while (!condition()) {
        if (this.socket.readyState === WebSocket.CLOSED) throw new Error('the socket was closed before that');
        await new Promise<void>((resolve) => (this.wake = resolve));
      }
    };
    await within(ms, 'the socket brings what is waited for', seen());
  }

  close(): void {
    this.socket.terminate();
  }
}
