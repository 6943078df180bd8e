import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { ForwardedHeaders } from '../auth/forwarded-headers.ts';

/** One operation for a subgraph. */
export interface SubgraphCall {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** States the actor; asked for again when a long subscription needs a fresh statement. */
  readonly actorToken: () => Promise<string | undefined>;
  readonly requestId: string;
  /** Headers of the client that go on to the subgraph. */
  readonly headers?: ForwardedHeaders | undefined;
  /** Aborted when the answer is no longer needed. */
  readonly signal?: AbortSignal | undefined;
  /** An answer with more bytes is not read to its end. */
  readonly maxBytes?: number | undefined;
}

export interface SubgraphAnswer extends Pick<ExecutionResult, 'data' | 'errors' | 'extensions'> {
  /** About its bytes as JSON, where it came as such. */
  readonly bytes?: number;
}

/**
 * The way to one subgraph: over the network, or within the process. This narrow interface is all that the gateway
 * knows of a subgraph.
 */
export interface SubgraphTransport {
  execute(call: SubgraphCall): Promise<SubgraphAnswer>;
  /**
   * The iterator's `return()` ends the subscription at once; the signal says the same while there is no iterator yet.
   */
  subscribe(
    call: SubgraphCall,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<SubgraphAnswer> | SubgraphAnswer>;
  /** Whether the subgraph answers. */
  ready(): Promise<boolean>;
  /**
   * Hands a request to a door of the subgraph's own, such as for photos, as a stream in both directions: it answers, or
   * throws before it has begun to.
   */
  http?(
    request: IncomingMessage,
    response: ServerResponse,
    call: Pick<SubgraphCall, 'actorToken' | 'requestId'>,
  ): Promise<void>;
  close?(): Promise<void>;
}

/** Makes the transport of a subgraph; asked again when its address changes. */
export type TransportFactory = (subgraph: {
  readonly name: string;
  readonly url: string;
}) => SubgraphTransport;
