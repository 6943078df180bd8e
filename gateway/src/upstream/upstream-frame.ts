import type { SubgraphAnswer } from './transport.ts';

/** One message of a subgraph, by graphql-transport-ws. Payloads are as they came: nothing is known of their form. */
export type UpstreamFrame =
  | { readonly type: 'connection_ack' | 'ping' | 'pong'; readonly payload: unknown }
  | { readonly type: 'next' | 'error' | 'complete'; readonly id: string; readonly payload: unknown };

type Errors = NonNullable<SubgraphAnswer['errors']>;

/** @returns undefined when the text is no message of the protocol. */
export function upstreamFrame(text: string): UpstreamFrame | undefined {
  const message = parsed(text);
  if (!isRecord(message)) return undefined;
  const { type, id, payload } = message;
  switch (type) {
    case 'connection_ack':
    case 'ping':
    case 'pong':
      return { type, payload };
    case 'next':
    case 'error':
    case 'complete':
      return typeof id === 'string' ? { type, id, payload } : undefined;
    default:
      return undefined;
  }
}

/** The errors with which a subgraph ended an operation; one of our own where it named none. */
export function endingErrors(payload: unknown): Errors {
  const errors = (Array.isArray(payload) ? payload : [payload]).filter(isError);
  return errors.length > 0
    ? errors
    : ([{ message: 'The subgraph ended the stream with an error.' }] as never);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isError(value: unknown): value is Errors[number] {
  return isRecord(value) && typeof value['message'] === 'string';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
