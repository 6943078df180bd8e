import { beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { Supergraph, operationFromDocument, type Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse, type GraphQLSchema } from 'graphql';
import { Admission } from '../execution/admission.ts';
import { GeneratedOperations, type Shape } from '../execution/generated-operations.fixture.ts';
import { OperationCost } from '../execution/operation-cost.ts';
import { PLANNER, hasTooManyWays } from './planner.ts';

/** A third is the gate on an idle machine, where none takes 250 ms; other work in the caches makes the same work longer. */
const BUSY_MS = 750;
const ROUNDS = 6;

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

function composed(): string {
  const subgraphs = INTERFACE_OBJECTS.map((sdl, n) => ({
    name: `s${n}`,
    url: `http://s${n}`,
    typeDefs: parse(sdl),
  }));
  const { supergraphSdl, errors } = composeServices(subgraphs);
  if (!supergraphSdl) throw new Error(String(errors));
  return supergraphSdl;
}

const own = (): string =>
  readFileSync(join(import.meta.dirname, '../../../schema/supergraph.graphql'), 'utf8');

function seededBelow(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * bound);
  };
}

/** The CPU time of this thread, independent of other load. */
function busyMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

describe.each([
  ['our own graph', own],
  ['a graph with interface objects', composed],
])('how long an operation holds the event loop before it is carried out, %s', (_name, sdl) => {
  let schema: GraphQLSchema;
  let api: Schema;
  let planner: QueryPlanner;
  let admission: Admission;

  beforeAll(() => {
    const supergraph = Supergraph.build(sdl(), { validateSupergraph: false });
    planner = new QueryPlanner(supergraph, PLANNER);
    api = supergraph.apiSchema();
    schema = api.toGraphQLJSSchema();
    const source = {
      onSchemaLoadOrUpdate(
        listener: (update: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void,
      ) {
        listener({ apiSchema: schema, coreSupergraphSdl: sdl() });
        return () => undefined;
      },
    };
    // An operation with too long an answer is planned as well: the bound on planning is separate.
    admission = new Admission({
      source,
      cost: new OperationCost(source),
      limits: { maxAnsweredFields: Infinity },
    });
    attempt('{ __typename }');
  });

  /** @returns whether it was planned; what it is refused for is the client's to change. */
  function attempt(query: string): 'planned' | 'refused' {
    try {
      admission.admit({ query });
      planner.buildQueryPlan(operationFromDocument(api, admission.document(query)));
      return 'planned';
    } catch (error) {
      if (hasTooManyWays(error) || (error instanceof Error && 'httpStatus' in error)) return 'refused';
      throw error;
    }
  }

  const SHAPES: ReadonlyArray<readonly [string, Shape]> = [
    ['of the usual size', { selections: 100, roots: 3, depth: 5, aliases: 2 }],
    ['as wide as they may be', { selections: 780, roots: 45, depth: 3, aliases: 1 }],
    ['as deep as they may be', { selections: 780, roots: 10, depth: 30, aliases: 1 }],
    ['full of aliases', { selections: 780, roots: 45, depth: 6, aliases: 4 }],
  ];

  test.each(SHAPES)('is bounded for generated operations %s', (what, shape) => {
    const operations = new GeneratedOperations(schema, seededBelow(what.length));
    const outcomes = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const query = operations.query(shape);
      const took = busyMs(() => outcomes.add(attempt(query)));
      if (took > BUSY_MS)
        throw new Error(`${Math.round(took)} ms for ${query.length} bytes: ${query.slice(0, 2_000)}`);
    }
    expect([...outcomes].length).toBeGreaterThan(0);
  });

  test.each([
    ['one field as often as may be', () => `{ ${'me { roles } '.repeat(1_600)}}`],
    ['one field within a thing', () => `{ __type(name: "Query") { ${'name '.repeat(990)}} }`],
    ['one fragment again and again', () => `{ ${'...F '.repeat(9_000)}} fragment F on Query { __typename }`],
    [
      'many fragments',
      () => `{ ${many((n) => `...F${n}`)} } ${many((n) => `fragment F${n} on Query { __typename }`)}`,
    ],
    ['many unknown fields', () => `{ ${many((n) => `absent${n}`)} }`],
    ['many variables', () => `query (${many((n) => `$v${n}: Int = ${n}`)}) { __typename }`],
  ])('is bounded for 64 kB of %s', (_what, text) => {
    expect(busyMs(() => attempt(text().slice(0, 64_000)))).toBeLessThan(BUSY_MS);
  });

  const many = (each: (n: number) => string): string =>
    Array.from({ length: 900 }, (_, n) => each(n)).join(' ');
});

test('a field with a thousand ways is refused instead of being planned for minutes', () => {
  const supergraph = Supergraph.build(composed(), { validateSupergraph: false });
  const planner = new QueryPlanner(supergraph, PLANNER);
  const plan = (query: string) => () =>
    planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(query)));
  expect(plan('{ media { f0 { x } f1 { x } f2 { x } f3 { x } f4 { x } f5 { x } } }')).not.toThrow();
  expect(plan('{ media { f0 { x more { x more { x } } } f1 { x more { x more { x } } } } }')).toThrow(
    /Too many options/,
  );
});
