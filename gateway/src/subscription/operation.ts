import { OperationTypeNode, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import type { Session } from '../auth/session.ts';
import { inBothLanguages } from '../execution/client-error.ts';
import type { Connection } from './connection.ts';
import { completeFrame, envelope, errorFrame } from './frames.ts';
import type { SubscribePayload } from './message.ts';
import type { SocketDoorParts } from './socket-door.ts';

/** An operation that a socket has open. */
export interface OpenOperation {
  close(): void;
}

/** A mistake in one operation answers that operation and leaves the socket alone. @returns undefined when it is over. */
export function openOperation(
  parts: SocketDoorParts,
  connection: Connection,
  session: Session,
  id: string,
  payload: SubscribePayload,
  open: number,
): OpenOperation | undefined {
  try {
    const { maxOperations } = parts.limits;
    if (open >= maxOperations)
      throw new EcoGridError('OPERATION_TOO_LARGE', { limit: maxOperations, measure: 'operations' });
    const { query, operationName, variables } = payload;
    const kind = parts.admission.admit({
      query,
      operationName: operationName ?? undefined,
      variables: variables ?? undefined,
    });
    if (kind === OperationTypeNode.SUBSCRIPTION) return subscribe(parts, connection, session, id, payload);
    return execute(parts, connection, session, id, payload);
  } catch (error) {
    connection.send(errorFrame(id, [formatted(error)]));
    return undefined;
  }
}

function subscribe(
  { subscriptions, admission }: SocketDoorParts,
  connection: Connection,
  session: Session,
  id: string,
  { query, operationName, variables }: SubscribePayload,
): OpenOperation | undefined {
  const document = admission.document(query);
  const problems = subscriptions.validate(subscriptions.schema, document);
  if (problems.length > 0) return refused(connection, id, problems.map(inBothLanguages));
  const own = envelope(id);
  const stream = { isOver: false };
  const end = (last: string): void => {
    stream.isOver = true;
    connection.send(last);
    connection.forget(id);
  };
  const answer = subscriptions.observe(
    { document, operationName, variableValues: variables, contextValue: session },
    {
      next: (result) => connection.deliver(own, result),
      error: (error) => end(errorFrame(id, [formatted(error)])),
      complete: () => end(completeFrame(id)),
    },
  );
  if (!('close' in answer)) return refused(connection, id, answer.errors ?? []);
  return stream.isOver ? undefined : answer;
}

function refused(connection: Connection, id: string, errors: readonly GraphQLFormattedError[]): undefined {
  connection.send(errorFrame(id, errors));
}

function execute(
  { server }: SocketDoorParts,
  connection: Connection,
  session: Session,
  id: string,
  { query, operationName, variables }: SubscribePayload,
): OpenOperation {
  let wanted = true;
  const own = envelope(id);
  const deliver = (send: () => void): void => {
    if (!wanted) return;
    send();
    connection.forget(id);
  };
  const request = { query, operationName: operationName ?? undefined, variables: variables ?? undefined };
  session
    .renewed()
    .then((current) => server.execute(request, current))
    .then(
      ({ body }) =>
        deliver(() => {
          void connection.deliver(own, body as ExecutionResult);
          connection.send(completeFrame(id));
        }),
      (error: unknown) => deliver(() => connection.send(errorFrame(id, [formatted(error)]))),
    );
  return { close: () => (wanted = false) };
}

function formatted(error: unknown): GraphQLFormattedError {
  if (error instanceof Error && 'extensions' in error) {
    return { message: error.message, extensions: { ...(error.extensions as object) } };
  }
  const { message, extensions } = new EcoGridError('INTERNAL_ERROR', { requestId: null });
  return { message, extensions };
}
