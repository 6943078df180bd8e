import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { errorTexts } from '@ecogrid/errors';
import { RemoteDoor } from './remote-door.ts';
import { RemoteSubscriptions } from './remote-subscriptions.ts';
import { SubgraphClient } from './subgraph-client.ts';
import type { SubgraphAnswer, SubgraphCall, SubgraphTransport } from './transport.ts';

/** A subgraph over HTTP, and over graphql-transport-ws on the same address. */
export class RemoteTransport implements SubgraphTransport {
  private readonly client: SubgraphClient;
  private readonly door: RemoteDoor;
  private readonly subscriptions: RemoteSubscriptions;

  constructor(
    private readonly name: string,
    url: string,
  ) {
    this.client = new SubgraphClient(url);
    this.door = new RemoteDoor(name, new URL(url).origin);
    this.subscriptions = new RemoteSubscriptions(url.replace(/^http/, 'ws'));
  }

  async execute(call: SubgraphCall): Promise<SubgraphAnswer> {
    const { query, operationName, variables, requestId, headers, signal, maxBytes } = call;
    const token = await call.actorToken();
    const authorization = token && `Bearer ${token}`;
    const body = JSON.stringify({ query, operationName, variables });
    const isQuery = !MUTATION.test(query);
    try {
      const text = await this.client.post({
        body,
        authorization,
        requestId,
        headers,
        isQuery,
        signal,
        maxBytes,
      });
      return graphqlAnswer(text);
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
    await Promise.all([this.client.close(), this.door.close()]);
  }
}

/** How an operation of a plan begins that changes something. */
const MUTATION = /^\s*mutation\b/;

function graphqlAnswer(text: string): SubgraphAnswer {
  const body: unknown = JSON.parse(text);
  if (typeof body !== 'object' || body === null || !('data' in body || 'errors' in body)) {
    throw new Error('not a GraphQL answer');
  }
  return { ...(body as ExecutionResult), bytes: text.length };
}

export function unavailable(subgraph: string): GraphQLError {
  const messages = errorTexts('SUBGRAPH_UNAVAILABLE', { subgraph });
  const extensions = { code: 'SUBGRAPH_UNAVAILABLE', messages, details: { subgraph } };
  return new GraphQLError(messages.en, { extensions });
}
