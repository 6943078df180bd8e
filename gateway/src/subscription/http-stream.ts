import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import { sharedPayload, type Observer, type SubscriptionHandle } from '@ecogrid/federated-subscriptions';
import type { Session } from '../auth/session.ts';
import { boundedErrors } from '../execution/bounded-errors.ts';
import { CLOSE, type Closing } from './close-codes.ts';
import { cursorPath, resumedAfter, type Resumable } from './resumption.ts';
import type { SocketDoorParts } from './socket-door-parts.ts';
import type { RegisteredSocket, SocketRegister } from './socket-register.ts';
import type { StreamFormat } from './stream-format.ts';
import { Lifespan } from './lifespan.ts';
import type { Markings } from './markings.ts';

export interface StreamDoorParts extends SocketDoorParts {
  readonly register: SocketRegister;
  readonly markings: Markings;
}

/** A subscription over HTTP as it came: its answer is the stream. */
export interface StreamRequest extends Resumable {
  readonly operationName?: string | undefined;
  readonly session: Session;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly format: StreamFormat;
}

/**
 * Answers a subscription with a stream of its results. The header `Last-Event-ID` resumes from behind that event.
 * @throws EcoGridError of the admission, and OPERATION_TOO_LARGE for one stream more than the principal may have.
 */
export function openHttpStream(parts: StreamDoorParts, asked: StreamRequest): void {
  const { admission, markings, register, limits } = parts;
  const { operationName, session, response } = asked;
  // A client that left while its session opened: nothing would end the stream any more.
  if (response.destroyed) return;
  const lastEventId = asked.request.headers['last-event-id'];
  const operation =
    typeof lastEventId === 'string' && lastEventId
      ? resumedAfter(lastEventId, asked, admission.document(asked.query), markings)
      : asked;
  const document = admission.document(operation.query);
  const path = cursorPath(document, operationName, markings);
  const stream = new HttpStream(response, session, asked.format, path, parts);
  if (!register.admit(stream, session)) {
    const limit = limits.maxSocketsOfPrincipal;
    throw new EcoGridError('OPERATION_TOO_LARGE', { limit, measure: 'OPERATIONS' });
  }
  stream.open();
  const variableValues = operation.variables ? { ...operation.variables } : undefined;
  const answer = parts.subscriptions.observe(
    { document, operationName, variableValues, contextValue: session },
    stream,
  );
  if ('close' in answer) stream.carry(answer);
  else stream.refuse(answer);
}

/** One subscription of one client, as long as its response is open. */
class HttpStream implements RegisteredSocket, Observer {
  private operation: SubscriptionHandle | undefined;
  private readonly lifespan: Lifespan;
  private isOver = false;

  constructor(
    private readonly response: ServerResponse,
    readonly session: Session,
    private readonly format: StreamFormat,
    private readonly cursor: readonly [string, string] | undefined,
    private readonly parts: StreamDoorParts,
  ) {
    this.lifespan = new Lifespan(() => this.close(CLOSE.expired));
  }

  open(): void {
    this.response.once('close', () => this.ended());
    this.parts.register.add(this);
    this.lifespan.begin(this.session);
    this.response.writeHead(200, { 'content-type': this.format.contentType, 'x-accel-buffering': 'no' });
    this.response.write(this.format.beginning);
  }

  /** The subscription that this stream carries: it ends with the stream. */
  carry(operation: SubscriptionHandle): void {
    if (this.isOver) operation.close();
    else this.operation = operation;
  }

  refuse({ errors = [] }: ExecutionResult): void {
    this.end(errorsIn(this.format, errors) + this.format.complete);
  }

  get unreadBytes(): number {
    return this.response.writableLength;
  }

  isReady(): boolean {
    return !this.isOver && !this.response.writableNeedDrain;
  }

  next(result: ExecutionResult): void | Promise<void> {
    if (!this.mayWrite()) return undefined;
    this.response.write(this.format.next(sharedPayload(result), this.idOf(result)));
    return this.unreadBytes >= this.parts.limits.maxBufferedBytes / 2 ? this.drained() : undefined;
  }

  error(error: GraphQLError): void {
    if (this.mayWrite()) this.end(errorsIn(this.format, [error]) + this.format.complete);
  }

  complete(): void {
    if (this.mayWrite()) this.end(this.format.complete);
  }

  heartbeat(): void {
    if (this.mayWrite()) this.response.write(this.format.heartbeat);
  }

  close(closing: Closing): void {
    if (this.isOver) return;
    this.parts.register.closed(closing);
    // A client that does not read would not read the end either.
    if (closing === CLOSE.slowConsumer) this.response.destroy();
    else this.end(this.format.closed(closing.reason, closing.code));
    this.ended();
  }

  private mayWrite(): boolean {
    if (this.isOver) return false;
    if (this.lifespan.isOver) this.close(CLOSE.expired);
    else if (this.unreadBytes > this.parts.limits.maxBufferedBytes) this.close(CLOSE.slowConsumer);
    return !this.isOver;
  }

  private end(last: string): void {
    this.isOver = true;
    this.response.end(last);
  }

  private ended(): void {
    this.isOver = true;
    this.lifespan.end();
    this.operation?.close();
    this.parts.register.remove(this);
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.response.off('drain', done).off('close', done);
        resolve();
      };
      this.response.once('drain', done).once('close', done);
    });
  }

  /** The cursor of a result, for the client to come back with. */
  private idOf({ data }: ExecutionResult): string | undefined {
    if (!this.cursor || !data) return undefined;
    const [root, field] = this.cursor;
    const cursor = (data[root] as Readonly<Record<string, unknown>> | null | undefined)?.[field];
    return typeof cursor === 'string' ? cursor : undefined;
  }
}

function errorsIn(format: StreamFormat, errors: readonly GraphQLError[]): string {
  const shown = boundedErrors(errors).map(({ message, extensions }) => ({ message, extensions }));
  return format.next(JSON.stringify({ errors: shown }));
}
