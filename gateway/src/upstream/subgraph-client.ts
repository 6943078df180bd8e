import { errors, Pool, type Dispatcher } from 'undici';
import { BOUNDS } from '../bounds.ts';
import type { ForwardedHeaders } from '../auth/forwarded-headers.ts';
import { answerTooLarge } from './answer-budget.ts';

/** One operation for a subgraph, as it goes over the wire. */
export interface SubgraphPost {
  readonly body: string;
  /** The headers that depend on who asks; equal ones ask for the same. */
  readonly authorization: string | undefined;
  readonly requestId: string;
  /** Those of the client; they take the place of ours. */
  readonly headers?: ForwardedHeaders | undefined;
  /** Whether it changes nothing: then it may be sent again, and one answer may be for several. */
  readonly isQuery: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly maxBytes?: number | undefined;
}

/** An answer that is on its way to several. */
interface Flight {
  readonly answer: Promise<string>;
  readonly controller: AbortController;
  waiting: number;
}

const { connections, answerMs } = BOUNDS.upstream;

/** HTTP connections to a subgraph that stay open, and open again. */
export class SubgraphClient {
  private readonly pool: Pool;
  private readonly path: string;
  private flights = new Map<string, Flight>();

  constructor(url: string) {
    const { origin, pathname, search } = new URL(url);
    this.path = `${pathname}${search}`;
    this.pool = new Pool(origin, { connections, headersTimeout: answerMs, bodyTimeout: answerMs });
  }

  /** @returns the text of the answer. @throws GraphQLError ANSWER_TOO_LARGE; an error of the network, or of the signal. */
  post(call: SubgraphPost): Promise<string> {
    if (call.signal?.aborted) return Promise.reject(new errors.RequestAbortedError());
    return call.isQuery ? this.shared(call) : this.alone(call);
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  /** A reader after a change reads its result: a flight that began before is not joined any more. */
  private alone(call: SubgraphPost): Promise<string> {
    return this.send(call, call.signal).finally(() => (this.flights = new Map()));
  }

  private shared(call: SubgraphPost): Promise<string> {
    const { body, authorization = '', headers, maxBytes = '', signal } = call;
    const { flights } = this;
    const key = `${authorization} ${maxBytes} ${headers ? JSON.stringify(headers) : ''} ${body}`;
    let flight = flights.get(key);
    if (!flight) {
      const controller = new AbortController();
      flight = { answer: this.sendTwice(call, controller.signal), controller, waiting: 0 };
      flights.set(key, flight);
      const land = (): void => void flights.delete(key);
      flight.answer.then(land, land);
    }
    return joined(flight, signal, () => flights.delete(key));
  }

  /** The subgraph may have closed an idle connection at the moment at which the query was sent. */
  private async sendTwice(call: SubgraphPost, signal: AbortSignal): Promise<string> {
    try {
      return await this.send(call, signal);
    } catch (error) {
      if (!isStale(error) || signal.aborted) throw error;
      return this.send(call, signal);
    }
  }

  private send(
    {
      body,
      authorization,
      requestId,
      headers: forwarded,
      maxBytes = BOUNDS.answer.maxBytesOfFetch,
    }: SubgraphPost,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    const headers = {
      'content-type': 'application/json',
      'x-request-id': requestId,
      ...forwarded,
      ...(authorization && { authorization }),
    };
    return new Promise((resolve, reject) => {
      const reading = new Reading(resolve, reject, maxBytes, signal);
      this.pool.dispatch({ method: 'POST', path: this.path, headers, body }, reading);
    });
  }
}

/** The flight's answer, unless its signal is aborted before. The last that leaves ends the flight. */
function joined(flight: Flight, signal: AbortSignal | undefined, forget: () => void): Promise<string> {
  flight.waiting += 1;
  if (!signal) return flight.answer;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      flight.waiting -= 1;
      if (flight.waiting === 0) {
        // A query that comes now must not receive this abort.
        forget();
        flight.controller.abort();
      }
      reject(new errors.RequestAbortedError());
    };
    signal.addEventListener('abort', leave, { once: true });
    flight.answer.finally(() => signal.removeEventListener('abort', leave)).then(resolve, reject);
  });
}

/** A connection on which an answer had come before, and that ended without one to this. */
function isStale(error: unknown): boolean {
  return error instanceof errors.SocketError && (error.socket?.bytesRead ?? 0) > 0;
}

/** Takes one answer; undici's promises and streams cost more than the answer does. */
class Reading implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private hasBegun = false;

  constructor(
    private readonly resolve: (text: string) => void,
    private readonly reject: (cause: Error) => void,
    private readonly maxBytes: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    signal?.addEventListener('abort', this.abort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.signal?.aborted) this.abort();
  }

  onResponseStart(): void {
    this.hasBegun = true;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > this.maxBytes) controller.abort(answerTooLarge('BYTES', this.maxBytes));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.signal?.removeEventListener('abort', this.abort);
    const [first, second] = this.chunks;
    const whole = first && !second ? first : Buffer.concat(this.chunks);
    this.resolve(whole.toString('utf8'));
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.signal?.removeEventListener('abort', this.abort);
    // A connection on which an answer has begun is not stale.
    this.reject(this.hasBegun && error instanceof errors.SocketError ? new Error(error.message) : error);
  }

  private readonly abort = (): void => {
    const gone = new errors.RequestAbortedError();
    if (this.controller) this.controller.abort(gone);
    else this.reject(gone);
  };
}
