import { expect, test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { PLANNER, hasTooManyWays, sharedPlanning } from './planner.ts';

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

test('the planner compares no more plans for an operation than the bound', () => {
  const supergraph = Supergraph.build(composed(), { validateSupergraph: false });
  const planner = new QueryPlanner(supergraph, PLANNER);
  const query = '{ media { f0 { x } f1 { x } f2 { x } f3 { x } f4 { x } f5 { x } } }';
  planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(query)));
  const { evaluatedPlanCount } = planner.lastGeneratedPlanStatistics() ?? {};
  expect(evaluatedPlanCount).toBeGreaterThan(1);
  expect(evaluatedPlanCount).toBeLessThanOrEqual(PLANNER.debug?.maxEvaluatedPlans ?? 0);
});

test('a field with a thousand ways is refused instead of being planned for minutes', () => {
  const supergraph = Supergraph.build(composed(), { validateSupergraph: false });
  const planner = new QueryPlanner(supergraph, PLANNER);
  const plan = (query: string) => () =>
    planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(query)));
  expect(plan('{ media { f0 { x } f1 { x } f2 { x } f3 { x } f4 { x } f5 { x } } }')).not.toThrow();
  let refusal: unknown;
  try {
    plan('{ media { f0 { x more { x more { x } } } f1 { x more { x more { x } } } } }')();
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toMatchObject({ message: expect.stringMatching(/Too many options/) });
  // Such a refusal is a mistake of the client, with a code.
  expect([refusal, new Error('another')].map(hasTooManyWays)).toEqual([true, false]);
});

test('queries and events of one loaded schema share a planner, which has the bounds, and those of the next have another', () => {
  const coreSupergraphSdl = composed();
  const planningOf = sharedPlanning();
  const load = () => ({
    apiSchema: Supergraph.build(coreSupergraphSdl).apiSchema().toGraphQLJSSchema(),
    coreSupergraphSdl,
  });
  const [first, next] = [load(), load()];
  const planning = planningOf(first);
  expect(planningOf({ ...first })).toBe(planning);
  expect(planningOf(next)).not.toBe(planning);
  const tooMany = '{ media { f0 { x more { x more { x } } } f1 { x more { x more { x } } } } }';
  expect(() => planning.plan(parse(tooMany))).toThrow(/Too many options/);
});
