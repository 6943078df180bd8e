import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { Changes } from './changes.ts';
import { EVENTS, THINGS } from './schema.ts';

/** Both subgraphs in a process of their own; prints their addresses. `/control` makes changes and counts open subscriptions. */
const changes = new Changes();
const typenames = {
  __resolveReference: ({ id }: { id: string }) => ({ id, name: `thing ${id}`, colour: 'green' }),
};
const events = buildSubgraphSchema([
  {
    typeDefs: parse(EVENTS),
    resolvers: {
      Query: { now: () => String(changes.head) },
      Subscription: {
        changed: {
          subscribe: (_: unknown, { after }: { after?: string }) =>
            changes.after(after ? Number(after) : changes.head),
        },
      },
    } as never,
  },
]);
const things = buildSubgraphSchema([
  {
    typeDefs: parse(THINGS),
    resolvers: {
      Query: { thing: (_: unknown, { id }: { id: string }) => ({ id }) },
      Thing: typenames,
    } as never,
  },
]);

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}

interface Order {
  readonly count?: number;
  readonly bytes?: number;
  readonly everyMs?: number;
}

async function publish({ count = 0, bytes = 10, everyMs = 0 }: Order): Promise<void> {
  const text = 'x'.repeat(bytes);
  for (let made = 0; made < count; made += 1) {
    changes.publish(text);
    // A turn for each, as transactions have them, or the pace asked for.
    await new Promise((resolve) => (everyMs > 0 ? setTimeout(resolve, everyMs) : setImmediate(resolve)));
  }
}

/** Accepts the name in the bearer token as a person with one role. */
const actorOf = ({ kind = 'PERSON', subject = '' }: { kind?: string; subject?: string }): object => ({
  kind,
  id: subject,
  rights: [{ role: 'OPERATOR', grid: null, organization: 'organization', enterprise: null }],
});

async function serve(schema: GraphQLSchema): Promise<string> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    if (request.url === '/control') {
      await publish(body as Order);
      return sendJson(response, { head: changes.head, open: changes.open, opened: changes.opened });
    }
    if (request.url === '/actor') return sendJson(response, { actor: actorOf(body as { subject?: string }) });
    const { query, variables } = body as { query: string; variables?: Record<string, unknown> };
    sendJson(response, await graphql({ schema, source: query, variableValues: variables ?? {} }));
  };
  const server = createServer((request, response) => void answer(request, response));
  useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const urls = { events: await serve(events), things: await serve(things) };
process.on('SIGTERM', () => process.exit(0));
process.stdout.write(`${JSON.stringify(urls)}\n`);
