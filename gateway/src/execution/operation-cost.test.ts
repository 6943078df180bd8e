import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, type GraphQLSchema } from 'graphql';
import { OperationCost } from './operation-cost.ts';

const schema = buildSchema(`
  type Query { sites(first: Int! = 20): Sites!, people(last: Int): [Site!]!, me: Site }
  type Sites { nodes: [Site!]! }
  type Site { name: String!, sites(first: Int! = 20): Sites!, tags: [String!]! }
`);

function costOf(query: string, variables?: Record<string, unknown>, operationName?: string): number {
  const loaded = (listener: (update: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void) => {
    listener({ apiSchema: schema, coreSupergraphSdl: '' });
    return () => undefined;
  };
  return new OperationCost({ onSchemaLoadOrUpdate: loaded }).of({
    document: parse(query),
    variables,
    operationName,
  });
}

describe('what an operation may cost', () => {
  test.each([
    ['a field', '{ me { name } }', {}, 2],
    ['a page of a size given', '{ sites(first: 5) { nodes { name } } }', {}, 11],
    ['a page of the usual size', '{ sites { nodes { name } } }', {}, 41],
    [
      'a page whose size is a variable',
      'query ($n: Int!) { sites(first: $n) { nodes { name } } }',
      { n: 7 },
      15,
    ],
    ['a variable by default', 'query ($n: Int! = 7) { sites(first: $n) { nodes { name } } }', {}, 15],
    [
      'pages within pages, which multiply',
      '{ sites(first: 10) { nodes { sites(first: 10) { nodes { name } } } } }',
      {},
      221,
    ],
    ['the end of a list', '{ people(last: 9) { name } }', {}, 10],
    ['a size that is none', '{ people(last: -9) { name } }', {}, 2],
    ['an alias, once more', '{ a: me { name } b: me { name } }', {}, 4],
    ['a fragment, each time', '{ a: me { ...S } b: me { ...S } } fragment S on Site { name tags }', {}, 6],
    ['what is skipped', '{ sites @skip(if: true) { nodes { name } } }', {}, 0],
  ])('counts %s', (_what, query, variables, cost) => {
    expect(costOf(query, variables)).toBe(cost);
  });

  test('is that of the operation meant', () => {
    expect(costOf('query A { me { name } } query B { sites { nodes { name } } }', {}, 'A')).toBe(2);
  });

  test.each([
    ['an unknown field', '{ nobody }', {}],
    ['a value that does not fit', 'query ($n: Int!) { sites(first: $n) { nodes { name } } }', { n: 'x' }],
    ['a fragment that is not there', `{ ...F0 } ${doubling(18)}`, {}],
  ])('is left to validation for %s', (_what, query, variables) => {
    expect(costOf(query, variables)).toBe(0);
  });
});

/** Fragments that each spread the next twice, and the last nobody: 2^count spreads and not one field. */
function doubling(count: number): string {
  const next = (n: number): string => `...F${n + 1} ...F${n + 1}`;
  return Array.from({ length: count }, (_, n) => `fragment F${n} on Query { ${next(n)} }`).join(' ');
}
