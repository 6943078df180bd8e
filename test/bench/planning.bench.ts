import { composeServices } from '@apollo/composition';
import {
  buildClientSchema,
  getIntrospectionQuery,
  parse,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GeneratedOperations, SHAPES } from '../fuzz/generated-operations.ts';
import { seededBelow } from '../soak/seeded.ts';
import { runProgram, type RunningProgram } from '../testkit/process.ts';
import type { Findings } from './bench.cli.ts';
import { LOOP_PROBE, load, longestHold } from './loop-held.ts';

const GATE_MS = 250;
/** An address at which no program listens. */
const NOWHERE = 'http://127.0.0.1:9/graphql';
const OF_EACH_SHAPE = 40;
const MOST_BYTES = 64_000;

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@interfaceObject"])';
const SHARED = Array.from({ length: 8 }, (_, n) => `f${n}: Info @shareable`).join(' ');
/** Four subgraphs can answer every field of three types: 64 ways to one field, and more with each within it. */
const INTERFACE_OBJECTS = [
  `${LINK} type Query { media: [Media!]! } interface Media @key(fields: "id") { id: ID! }
   ${['Book', 'Film', 'Song'].map((name) => `type ${name} implements Media @key(fields: "id") { id: ID! }`).join(' ')}`,
  ...Array.from(
    { length: 4 },
    () => `${LINK} type Media @interfaceObject @key(fields: "id") { id: ID! ${SHARED} }
      type Info @key(fields: "id") { id: ID! x: Int @shareable more: Info @shareable }`,
  ),
];

function foreign(): string {
  const services = INTERFACE_OBJECTS.map((sdl, n) => ({
    name: `s${n}`,
    url: NOWHERE,
    typeDefs: parse(sdl),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(String(errors));
  return supergraphSdl;
}

const many = (each: (n: number) => string): string =>
  Array.from({ length: 900 }, (_, n) => each(n)).join(' ');
/** Documents of up to 64 kB that repeat one thing. */
const CROWDED: Readonly<Record<string, string>> = {
  'a field': `{ ${'me { roles } '.repeat(4_000)}}`,
  'a leaf': `{ __type(name: "Query") { ${'name '.repeat(990)}} }`,
  'a fragment': `{ ${'...F '.repeat(9_000)}} fragment F on Query { __typename }`,
  fragments: `{ ${many((n) => `...F${n}`)} } ${many((n) => `fragment F${n} on Query { __typename }`)}`,
  'unknown fields': `{ ${many((n) => `absent${n}`)} }`,
  variables: `query (${many((n) => `$v${n}: Int = ${n}`)}) { __typename }`,
  aliases: `{ ${many((n) => `a${n}: __typename`)} }`,
};

/** How long one request holds the event loop of a gateway whose subgraphs are away: it parses, validates and plans. */
export async function run(): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), 'ecogrid-planning-'));
  const graphs = { own: readFileSync('schema/supergraph.graphql', 'utf8'), foreign: foreign() };
  const rows: Array<Record<string, string | number>> = [];
  const ratios: Record<string, number> = {};
  for (const [name, sdl] of Object.entries(graphs)) {
    const file = join(folder, `${name}.graphql`);
    writeFileSync(file, sdl);
    ratios[`held_ms_${name}`] = await onGraph(name, file, folder, rows);
  }
  rmSync(folder, { recursive: true });
  const limits = Object.fromEntries(
    Object.keys(ratios).map((each) => [each, { must: GATE_MS, target: 150 }]),
  );
  return { rows, ratios, limits };
}

async function onGraph(name: string, file: string, folder: string, rows: object[]): Promise<number> {
  const nowhere = Object.fromEntries(
    ['GRIDS', 'ENTERPRISES', 'CASES', 'ASSESSMENT'].map((each) => [`SUBGRAPH_URL_${each}`, NOWHERE]),
  ) as Record<string, string>;
  const gateway = runProgram('dist/gateway.js', [], {
    NODE_OPTIONS: LOOP_PROBE,
    PORT: '0',
    DATA_DIR: folder,
    SUPERGRAPH_FILE: file,
    GATEWAY_AUTH: 'off',
    LOG_LEVEL: 'silent',
    ...nowhere,
  });
  try {
    const [, url = ''] = await gateway.printed(/"gateway":"([^"]+)"/);
    const schema = await schemaOf(url);
    let worst = 0;
    for (const [kind, queries] of Object.entries(operationsOf(schema))) {
      const row = await measured(gateway, url, queries);
      rows.push({ graph: name, operations: kind, count: queries.length, ...row, load: load() });
      worst = Math.max(worst, row['worst ms']);
    }
    return worst;
  } finally {
    await gateway.end();
  }
}

async function schemaOf(url: string): Promise<GraphQLSchema> {
  const { data } = (await post(url, getIntrospectionQuery())) as { data: IntrospectionQuery };
  return buildClientSchema(data);
}

function operationsOf(schema: GraphQLSchema): Record<string, string[]> {
  const generated = Object.entries(SHAPES).map(([name, shape], seed) => {
    const operations = new GeneratedOperations(schema, seededBelow(seed + 1));
    return [name, Array.from({ length: OF_EACH_SHAPE }, () => operations.query(shape))] as const;
  });
  const crowded = Object.values(CROWDED).map((text) => text.slice(0, MOST_BYTES));
  return { ...Object.fromEntries(generated), crowded };
}

/** The first operation warms the code up: a process plans its first operation slowly, once. */
async function measured(
  gateway: RunningProgram,
  url: string,
  [first = '', ...others]: readonly string[],
): Promise<{ planned: number; 'worst ms': number }> {
  await post(url, first);
  await longestHold(gateway);
  let worst = 0;
  let planned = 0;
  for (const query of [first, ...others]) {
    const { errors } = await post(url, query);
    planned += Number(errors?.some(({ extensions }) => extensions?.code === 'SUBGRAPH_UNAVAILABLE') ?? true);
    worst = Math.max(worst, await longestHold(gateway));
  }
  return { planned, 'worst ms': worst };
}

interface Answered {
  readonly data?: unknown;
  readonly errors?: ReadonlyArray<{ readonly extensions?: { readonly code?: string } }>;
}

async function post(url: string, query: string): Promise<Answered> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await answer.json()) as Answered;
}
