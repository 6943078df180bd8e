import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { known, ROOTS, shippingEstimate, SUBGRAPHS } from './canned.schema.ts';

/** The subgraphs of the shop in one process. An answer is made once for each body, and then sent as it is. */
const latencyMs = Number(process.env['LATENCY_MS'] ?? 0);

function schemaOf(sdl: string): GraphQLSchema {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
  const entities = schema.getQueryType()?.getFields()['_entities'];
  if (entities)
    entities.resolve = (_root, { representations }: { representations: Array<Record<string, unknown>> }) =>
      representations.map(known);
  return schema;
}

function answerOf(schema: GraphQLSchema, body: string): Buffer {
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const result = execute({
    schema,
    document: parse(query),
    rootValue: ROOTS,
    variableValues: variables ?? {},
    typeResolver: (thing: { __typename: string }) => thing.__typename,
    fieldResolver: (thing: Record<string, unknown>, args, _context, { fieldName }) => {
      if (fieldName === 'shippingEstimate') return shippingEstimate(thing);
      const value = thing[fieldName];
      return typeof value === 'function' ? (value as (args: object) => unknown)(args as object) : value;
    },
  }) as ExecutionResult;
  return Buffer.from(JSON.stringify(result));
}

async function serve(sdl: string): Promise<string> {
  const schema = schemaOf(sdl);
  const answers = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      let answer = answers.get(body);
      if (!answer) answers.set(body, (answer = answerOf(schema, body)));
      const send = (): void => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
        response.end(answer);
      };
      if (latencyMs > 0) setTimeout(send, latencyMs);
      else send();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const urls: Record<string, string> = {};
for (const [name, sdl] of Object.entries(SUBGRAPHS)) urls[name] = await serve(sdl);
process.on('SIGTERM', () => process.exit(0));
process.stdout.write(`${JSON.stringify(urls)}\n`);
