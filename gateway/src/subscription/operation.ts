import {
  OperationTypeNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
} from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import type { Observer } from '@ecogrid/federated-subscriptions';
import type { Session } from '../auth/session.ts';
import type { SentOperation } from '../documents/documents.ts';
import type { GraphQLRequest } from '../execution/graphql-server.ts';
import { OperationRefusal } from '../execution/refusal.ts';
import { budgetOf } from '../upstream/answer-budget.ts';
import { completeMessage, envelope, errorMessage, type Envelope } from './frames.ts';
import type { SubscribePayload } from './message.ts';
import type { SocketDoorParts } from './socket-door-parts.ts';

/** An operation that a socket has open. */
export interface OpenOperation {
  close(): void;
}

/** Where an operation's answers go. */
export interface AnswerDoor {
  send(message: string): void;
  /** @returns when much is unread, a promise of when it is not; it never rejects. */
  deliver(own: Envelope, result: ExecutionResult): void | PromiseLike<void>;
  /** Whether a result would be written at once. */
  isReady(): boolean;
  /** The operation has ended by itself. */
  forget(id: string): void;
}

/** A mistake in one operation answers that operation and leaves the socket alone. @returns undefined when it is over. */
export function openOperation(
  parts: SocketDoorParts,
  door: AnswerDoor,
  session: Session,
  id: string,
  payload: SubscribePayload,
  open: number,
): OpenOperation | undefined {
  try {
    const { maxOperations } = parts.limits;
    if (open >= maxOperations)
      throw new EcoGridError('OPERATION_TOO_LARGE', { limit: maxOperations, measure: 'OPERATIONS' });
    const sent = sentOperation(payload);
    const request = { ...sent, query: parts.documents.textOf(sent) };
    const kind = parts.admission.admit(request);
    parts.documents.admitted(sent);
    if (kind === OperationTypeNode.SUBSCRIPTION) return subscribe(parts, door, session, id, request);
    return execute(parts, door, session, id, request, kind);
  } catch (error) {
    const errors = error instanceof OperationRefusal ? error.errors : [formatted(error)];
    door.send(errorMessage(id, errors));
    return undefined;
  }
}

function subscribe(
  { subscriptions, admission }: SocketDoorParts,
  door: AnswerDoor,
  session: Session,
  id: string,
  { query, operationName, variables }: GraphQLRequest,
): OpenOperation | undefined {
  const document = admission.document(query);
  const delivery = new Delivery(door, id);
  const answer = subscriptions.observe(
    { document, operationName, variableValues: variables && { ...variables }, contextValue: session },
    delivery,
  );
  if (!('close' in answer)) return refused(door, id, answer.errors ?? []);
  return delivery.isOver ? undefined : answer;
}

/** One subscription's results on their way: a single object, since among thousands each one more is looked up anew. */
class Delivery implements Observer {
  isOver = false;
  private readonly own: Envelope;

  constructor(
    private readonly door: AnswerDoor,
    private readonly id: string,
  ) {
    this.own = envelope(id);
  }

  isReady(): boolean {
    return this.door.isReady();
  }

  next(result: ExecutionResult): void | PromiseLike<void> {
    return this.door.deliver(this.own, result);
  }

  error(error: GraphQLError): void {
    this.end(errorMessage(this.id, [formatted(error)]));
  }

  complete(): void {
    this.end(completeMessage(this.id));
  }

  private end(last: string): void {
    this.isOver = true;
    this.door.send(last);
    this.door.forget(this.id);
  }
}

function refused(door: AnswerDoor, id: string, errors: readonly GraphQLFormattedError[]): undefined {
  door.send(errorMessage(id, errors));
}

function execute(
  { server }: SocketDoorParts,
  door: AnswerDoor,
  session: Session,
  id: string,
  request: GraphQLRequest,
  kind: OperationTypeNode,
): OpenOperation {
  let wanted = true;
  let abandon = (): void => undefined;
  const own = envelope(id);
  const deliver = (send: () => void): void => {
    if (!wanted) return;
    send();
    door.forget(id);
  };
  session
    .renewed()
    .then((current) => {
      if (kind === OperationTypeNode.QUERY) abandon = () => budgetOf(current).abandon();
      return server.execute(request, current);
    })
    .then(
      ({ body }) =>
        deliver(() => {
          door.deliver(own, body as ExecutionResult);
          door.send(completeMessage(id));
        }),
      (error: unknown) => deliver(() => door.send(errorMessage(id, [formatted(error)]))),
    );
  return {
    close: () => {
      wanted = false;
      abandon();
    },
  };
}

function sentOperation({
  query,
  documentId,
  operationName,
  variables,
  extensions,
}: SubscribePayload): SentOperation {
  return {
    query: query ?? undefined,
    documentId: documentId ?? undefined,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    extensions: extensions ?? undefined,
  };
}

function formatted(error: unknown): GraphQLFormattedError {
  if (error instanceof Error && 'extensions' in error) {
    return { message: error.message, extensions: { ...(error.extensions as object) } };
  }
  const { message, extensions } = new EcoGridError('INTERNAL_ERROR', { requestId: null });
  return { message, extensions };
}
