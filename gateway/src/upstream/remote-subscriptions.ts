import type { GraphQLFormattedError } from 'graphql';
import { UpstreamDisconnected } from '@ecogrid/federated-subscriptions';
import { BOUNDS } from '../bounds.ts';
import { AnswerQueue } from './answer-queue.ts';
import { SubgraphSocket, type SubgraphSocketTimes } from './subgraph-socket.ts';
import type { SubgraphAnswer, SubgraphCall } from './transport.ts';
import { endingErrors, type UpstreamFrame } from './upstream-frame.ts';

/** Renewed well before the subgraph stops believing: an actor token that is stated again lives for half a minute at least. */
const RENEWAL_MS = 20_000;
const TIMES: SubgraphSocketTimes = BOUNDS.upstream;

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
  private connection: Promise<SubgraphSocket> | undefined;
  /** The socket of `connection`, also while it is not acknowledged yet. */
  private socket: SubgraphSocket | undefined;
  private renewal: NodeJS.Timeout | undefined;
  private sequence = 0;

  constructor(
    private readonly url: string,
    private readonly times: SubgraphSocketTimes = TIMES,
  ) {}

  /**
   * @param signal aborted when the last reader has left; the subgraph then receives no request.
   * @throws UpstreamDisconnected when no socket can be had. The stream fails with it when its socket is lost, and with
   * the subgraph's errors when the subgraph ends it with some.
   */
  async open(call: SubgraphCall, signal?: AbortSignal): Promise<AsyncIterable<SubgraphAnswer>> {
    const [socket, actorToken] = await Promise.all([this.connected(), call.actorToken()]);
    signal?.throwIfAborted();
    if (!socket.isReady) throw new UpstreamDisconnected('the subgraph closed the socket');
    const id = String((this.sequence += 1));
    const answers = new AnswerQueue({
      rest: (isBehind) => socket.send({ type: 'ping', payload: { [isBehind ? 'hold' : 'release']: [id] } }),
      close: () => this.complete(socket, id),
    });
    this.upstreams.set(id, { call, answers });
    const { query, operationName, variables, headers } = call;
    const extensions = { actorToken, saysWhereItBegins: true, headers };
    const payload = { query, operationName, variables, extensions };
    socket.send({ id, type: 'subscribe', payload });
    return answers;
  }

  close(): void {
    this.socket?.close();
  }

  private complete(socket: SubgraphSocket, id: string): void {
    if (this.upstreams.delete(id)) socket.send({ id, type: 'complete' });
  }

  private connected(): Promise<SubgraphSocket> {
    this.connection ??= this.connect();
    return this.connection;
  }

  private connect(): Promise<SubgraphSocket> {
    return new Promise((resolve, reject) => {
      const socket = new SubgraphSocket(this.url, this.times, {
        acknowledged: () => {
          this.renewal = setInterval(() => {
            this.renew(socket).catch((error: unknown) => this.lost(new UpstreamDisconnected(String(error))));
          }, RENEWAL_MS).unref();
          resolve(socket);
        },
        frame: (frame) => this.receive(frame),
        ended: (cause) => {
          const lost = new UpstreamDisconnected(cause.message, { cause });
          this.lost(lost);
          reject(lost);
        },
      });
      this.socket = socket;
    });
  }

  private receive(frame: UpstreamFrame): void {
    if (!('id' in frame)) return;
    const upstream = this.upstreams.get(frame.id);
    if (!upstream) return;
    if (frame.type === 'next') {
      const answer = frame.payload as SubgraphAnswer | undefined;
      if (!isWithoutEvents(answer?.errors)) return upstream.answers.push(answer as SubgraphAnswer);
      this.upstreams.delete(frame.id);
      return upstream.answers.fail(endingCause(answer?.errors));
    }
    // No form of the protocol, and perhaps not the end that it announces: an error of one event.
    if (typeof frame.payload === 'string')
      return upstream.answers.push({ errors: [{ message: frame.payload }] as never });
    this.upstreams.delete(frame.id);
    if (frame.type === 'complete') upstream.answers.end();
    else upstream.answers.fail(endingCause(frame.payload));
  }

  private async renew(socket: SubgraphSocket): Promise<void> {
    const renewed = [...this.upstreams].map(async ([id, { call, answers }]) => {
      const token = await call.actorToken().catch((error: unknown) => {
        answers.fail(error);
        this.complete(socket, id);
      });
      return [id, token] as const;
    });
    const tokens = Object.fromEntries((await Promise.all(renewed)).filter(([, token]) => token));
    socket.send({ type: 'ping', payload: { tokens } });
  }

  private lost(cause: UpstreamDisconnected): void {
    clearInterval(this.renewal);
    this.connection = undefined;
    this.socket = undefined;
    for (const { answers } of this.upstreams.values()) answers.fail(cause);
    this.upstreams.clear();
  }
}

/** A subgraph that has not reached NATS since its start is as one that is away: its streams are opened again. */
function endingCause(payload: unknown): unknown {
  const errors = endingErrors(payload);
  return isWithoutEvents(errors)
    ? new UpstreamDisconnected('the subgraph cannot follow its events yet', { cause: errors })
    : errors;
}

/** A refusal comes as the only result of a stream, or as its end. */
function isWithoutEvents(errors: unknown): boolean {
  if (!Array.isArray(errors)) return false;
  return (errors as Array<GraphQLFormattedError | null>).some(
    (error) => error?.extensions?.['code'] === 'EVENTS_UNAVAILABLE',
  );
}
