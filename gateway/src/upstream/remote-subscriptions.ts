import { WebSocket, type RawData } from 'ws';
import type { SubgraphAnswer, SubgraphCall } from './transport.ts';
import { AnswerQueue } from './answer-queue.ts';

/** Renewed well before the subgraph stops believing: an actor token lives for a minute. */
const RENEWAL_MS = 20_000;
/** A subgraph that takes a socket and says nothing is given up, with all who wait for it. */
const ACKNOWLEDGED_WITHIN_MS = 30_000;
const PROTOCOL = 'graphql-transport-ws';

interface Upstream {
  readonly call: SubgraphCall;
  readonly answers: AnswerQueue;
}

/**
 * Many subscriptions over one socket to a subgraph. graphql-ws's own client cannot renew an operation's token; this
 * one states each actor in `extensions.actorToken` and renews it by a `ping` that carries the tokens. A stream whose
 * reader is behind is asked to rest in the same way; a subgraph that does not know of that goes on.
 */
export class RemoteSubscriptions {
  private readonly upstreams = new Map<string, Upstream>();
  private socket: Promise<WebSocket> | undefined;
  private renewal: NodeJS.Timeout | undefined;
  private sequence = 0;

  constructor(private readonly url: string) {}

  /** @param signal aborted when nobody waits for it any more: then the subgraph is not asked at all. */
  async open(call: SubgraphCall, signal?: AbortSignal): Promise<AsyncIterable<SubgraphAnswer>> {
    const [socket, actorToken] = await Promise.all([this.connected(), call.actorToken()]);
    signal?.throwIfAborted();
    if (socket.readyState !== WebSocket.OPEN) throw socketClosed();
    const id = String((this.sequence += 1));
    const answers = new AnswerQueue({
      rest: (isBehind) => this.tell({ type: 'ping', payload: { [isBehind ? 'hold' : 'release']: [id] } }),
      close: () => this.complete(id),
    });
    this.upstreams.set(id, { call, answers });
    const { query, operationName, variables } = call;
    const payload = { query, operationName, variables, extensions: { actorToken } };
    socket.send(JSON.stringify({ id, type: 'subscribe', payload }));
    return answers;
  }

  close(): void {
    clearInterval(this.renewal);
    void this.socket?.then(
      (socket) => socket.close(1000),
      () => undefined,
    );
  }

  private complete(id: string): void {
    if (!this.upstreams.delete(id)) return;
    this.tell({ id, type: 'complete' });
  }

  private tell(message: object): void {
    void this.socket?.then((socket) => socket.send(JSON.stringify(message)));
  }

  private connected(): Promise<WebSocket> {
    this.socket ??= this.connect();
    return this.socket;
  }

  private connect(): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.url, PROTOCOL);
      const patience = setTimeout(() => socket.terminate(), ACKNOWLEDGED_WITHIN_MS).unref();
      const acknowledged = (): void => {
        clearTimeout(patience);
        this.renewal = setInterval(() => void this.renew(socket), RENEWAL_MS).unref();
        resolve(socket);
      };
      socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.on('message', (data) => this.receive(socket, data, acknowledged));
      socket.on('error', reject);
      socket.once('close', () => {
        clearTimeout(patience);
        this.lost();
        reject(socketClosed());
      });
    });
  }

  private receive(socket: WebSocket, data: RawData, acknowledged: () => void): void {
    const message = JSON.parse((data as Buffer).toString('utf8')) as {
      id?: string;
      type: string;
      payload?: unknown;
    };
    if (message.type === 'connection_ack') return acknowledged();
    if (message.type === 'ping') return socket.send(JSON.stringify({ type: 'pong' }));
    const upstream = this.upstreams.get(message.id ?? '');
    if (!upstream) return;
    if (message.type === 'next') return upstream.answers.push(message.payload as SubgraphAnswer);
    if (message.type === 'error') upstream.answers.push({ errors: message.payload as never });
    this.upstreams.delete(message.id ?? '');
    upstream.answers.end();
  }

  private async renew(socket: WebSocket): Promise<void> {
    const renewed = [...this.upstreams].map(async ([id, { call, answers }]) => {
      const token = await call.actorToken().catch((error: Error) => void answers.fail(error));
      return [id, token] as const;
    });
    const tokens = Object.fromEntries((await Promise.all(renewed)).filter(([, token]) => token));
    socket.send(JSON.stringify({ type: 'ping', payload: { tokens } }));
  }

  private lost(): void {
    clearInterval(this.renewal);
    this.socket = undefined;
    for (const { answers } of this.upstreams.values()) answers.fail(socketClosed());
    this.upstreams.clear();
  }
}

const socketClosed = (): Error => new Error('the subgraph closed the socket');
