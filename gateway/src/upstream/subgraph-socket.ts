import { WebSocket, type RawData } from 'ws';
import { BOUNDS } from '../bounds.ts';
import { upstreamFrame, type UpstreamFrame } from './upstream-frame.ts';

const PROTOCOL = 'graphql-transport-ws';
/** The code with which graphql-ws's own client closes after a message that is not of the protocol. */
const BAD_RESPONSE = { code: 4004, reason: 'Bad response' };
/** Heartbeats in a row without a pong that end a socket: two, since one may only show that this process was busy. */
const UNANSWERED_LIMIT = BOUNDS.upstream.unansweredHeartbeats;

export interface SubgraphSocketTimes {
  /** How long a subgraph may take to acknowledge the socket, in milliseconds. */
  readonly acknowledgeMs: number;
  /** Between two pings, in milliseconds. */
  readonly heartbeatMs: number;
}

export interface SubgraphSocketHandlers {
  acknowledged(): void;
  frame(frame: UpstreamFrame): void;
  /** The socket is of no more use. Called once; no frame follows. */
  ended(cause: Error): void;
}

/** One socket to a subgraph: handshake, heartbeat, and messages of the protocol. No message makes it throw. */
export class SubgraphSocket {
  private readonly socket: WebSocket;
  private readonly timers: NodeJS.Timeout[] = [];
  private isAcknowledged = false;
  private isOver = false;
  private unanswered = 0;

  constructor(
    url: string,
    private readonly times: SubgraphSocketTimes,
    private readonly handlers: SubgraphSocketHandlers,
  ) {
    this.socket = new WebSocket(url, PROTOCOL, { maxPayload: BOUNDS.upstream.messageBytes });
    this.timers.push(setTimeout(() => this.terminate('did not acknowledge'), times.acknowledgeMs).unref());
    this.socket.once('open', () => this.socket.send('{"type":"connection_init"}'));
    this.socket.on('message', (data) => this.receive(data));
    this.socket.on('pong', () => (this.unanswered = 0));
    this.socket.on('error', (error) => this.end(error));
    this.socket.once('close', () => this.end(new Error('the subgraph closed the socket')));
  }

  /** Whether messages are taken. */
  get isReady(): boolean {
    return this.isAcknowledged && !this.isOver && this.socket.readyState === WebSocket.OPEN;
  }

  /** Sends nothing where the socket is not ready. */
  send(message: object): void {
    if (this.isReady) this.socket.send(JSON.stringify(message));
  }

  close(code = 1000, reason = ''): void {
    this.end(new Error('the socket was closed'));
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), BOUNDS.upstream.closeMs).unref();
  }

  private receive(data: RawData): void {
    if (this.isOver) return;
    const frame = upstreamFrame((data as Buffer).toString('utf8'));
    if (!frame) return this.refuse();
    if (frame.type === 'ping') this.socket.send('{"type":"pong"}');
    else if (frame.type === 'connection_ack') this.acknowledge();
    else this.handlers.frame(frame);
  }

  /** The stream of the message cannot be known: every stream goes on from its cursor over a new socket. */
  private refuse(): void {
    this.end(new Error('the subgraph sent a message that is not of graphql-transport-ws'));
    this.close(BAD_RESPONSE.code, BAD_RESPONSE.reason);
  }

  private acknowledge(): void {
    if (this.isAcknowledged) return;
    this.isAcknowledged = true;
    this.clearTimers();
    this.timers.push(setInterval(() => this.heartbeat(), this.times.heartbeatMs).unref());
    this.handlers.acknowledged();
  }

  private heartbeat(): void {
    if (this.unanswered >= UNANSWERED_LIMIT) return this.terminate('answered no heartbeat');
    this.unanswered += 1;
    if (this.socket.readyState === WebSocket.OPEN) this.socket.ping();
  }

  private terminate(what: string): void {
    this.end(new Error(`the subgraph ${what}`));
    this.socket.terminate();
  }

  private end(cause: Error): void {
    if (this.isOver) return;
    this.isOver = true;
    this.clearTimers();
    this.handlers.ended(cause);
  }

  private clearTimers(): void {
    for (const timer of this.timers.splice(0)) clearTimeout(timer);
  }
}
