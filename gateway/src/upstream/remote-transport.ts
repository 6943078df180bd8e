import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import { errorTexts } from '@ecogrid/errors';
import { BOUNDS } from '../bounds.ts';
import { answerTooLarge } from './answer-budget.ts';
import { RemoteDoor } from './remote-door.ts';
import { RemoteSubscriptions } from './remote-subscriptions.ts';
import type { SubgraphAnswer, SubgraphCall, SubgraphTransport } from './transport.ts';

/** A subgraph over HTTP, and over graphql-transport-ws on the same address. */
export class RemoteTransport implements SubgraphTransport {
  private readonly pool: Pool;
  private readonly path: string;
  private readonly door: RemoteDoor;
  private readonly subscriptions: RemoteSubscriptions;

  constructor(
    private readonly name: string,
    url: string,
  ) {
    const { origin, pathname, search } = new URL(url);
    this.path = `${pathname}${search}`;
    const { connections, answerMs } = BOUNDS.upstream;
    this.pool = new Pool(origin, { connections, headersTimeout: answerMs });
    this.door = new RemoteDoor(name, origin);
    this.subscriptions = new RemoteSubscriptions(url.replace(/^http/, 'ws'));
  }

  async execute(call: SubgraphCall): Promise<SubgraphAnswer> {
    const { query, operationName, variables, requestId, signal, maxBytes } = call;
    const token = await call.actorToken();
    const headers = {
      'content-type': 'application/json',
      'x-request-id': requestId,
      ...(token && { authorization: `Bearer ${token}` }),
    };
    try {
      const body = JSON.stringify({ query, operationName, variables });
      const request = { method: 'POST', path: this.path, headers, body, signal } as const;
      const answer = await this.pool.request(request);
      return graphqlAnswer(JSON.parse(await textOf(answer.body, maxBytes)));
    } catch (error) {
      throw error instanceof GraphQLError ? error : unavailable(this.name);
    }
  }

  subscribe(
    call: SubgraphCall,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<SubgraphAnswer> | SubgraphAnswer> {
    return this.subscriptions.open(call, signal);
  }

  http(
    request: IncomingMessage,
    response: ServerResponse,
    call: Pick<SubgraphCall, 'actorToken' | 'requestId'>,
  ): Promise<void> {
    return this.door.pass(request, response, call);
  }

  async ready(): Promise<boolean> {
    const ask = { query: '{ __typename }', actorToken: () => Promise.resolve(undefined), requestId: 'ready' };
    // A refusal is an answer too: the subgraph is up, and serves requests of the gateway only.
    return this.execute(ask).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    this.subscriptions.close();
    await Promise.all([this.pool.close(), this.door.close()]);
  }
}

/** @throws GraphQLError ANSWER_TOO_LARGE at the bound; leaving the loop closes the connection. */
async function textOf(
  body: AsyncIterable<Buffer>,
  maxBytes = BOUNDS.answer.maxBytesOfFetch,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw answerTooLarge('BYTES', maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function graphqlAnswer(body: unknown): ExecutionResult {
  if (typeof body !== 'object' || body === null || !('data' in body || 'errors' in body)) {
    throw new Error('not a GraphQL answer');
  }
  return body as ExecutionResult;
}

export function unavailable(subgraph: string): GraphQLError {
  const messages = errorTexts('SUBGRAPH_UNAVAILABLE', { subgraph });
  const extensions = { code: 'SUBGRAPH_UNAVAILABLE', messages, details: { subgraph } };
  return new GraphQLError(messages.en, { extensions });
}
