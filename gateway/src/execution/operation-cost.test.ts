import { describe, expect, test } from '@jest/globals';
import { Kind, buildSchema, parse, type GraphQLSchema } from 'graphql';
import { OperationCost } from './operation-cost.ts';

const schema = buildSchema(`
  type Query { sites(first: Int! = 20): Sites!, people(last: Int): [Site!]!, me: Site, named(name: String!): Site }
  type Sites { nodes: [Site!]! }
  type Site { name: String!, sites(first: Int! = 20): Sites!, tags: [String!]!, parts: [Part!]!, owners: [Site!]! }
  type Part implements Thing { name: String!, marks: [Mark!]!, site: Site }
  interface Thing { marks: [Mark!]! }
  type Mark { name: String! }
`);

const supergraph = `
  type Site { name: String!, tags: [String!]!, parts: [Part!]! @listSize(assumedSize: 30) }
  type Part implements Thing { name: String!, marks: [Mark!]! }
  interface Thing { marks: [Mark!]! @listSize(assumedSize: 3) }
`;

type Listener = (update: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void;

function estimator(): { cost: OperationCost; swap: (sdl: string) => void } {
  let listener: Listener = () => undefined;
  const swap = (coreSupergraphSdl: string): void => listener({ apiSchema: schema, coreSupergraphSdl });
  const loaded = (given: Listener) => {
    listener = given;
    swap(supergraph);
    return () => undefined;
  };
  return { cost: new OperationCost({ onSchemaLoadOrUpdate: loaded }), swap };
}

function costOf(query: string, variables?: Record<string, unknown>, operationName?: string): number {
  return estimator().cost.of({ document: parse(query), variables, operationName });
}

describe('the cost of an operation', () => {
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
    ['an invalid page size as a page of the usual size', '{ people(last: -9) { name } }', {}, 21],
    ['a list by its declared maximum', '{ me { parts { name } } }', {}, 32],
    ['a list that only its interface declares', '{ me { parts { marks { name } } } }', {}, 122],
    ['a list that declares nothing as a page', '{ me { owners { name } } }', {}, 22],
    ['a list of values once', '{ me { tags } }', {}, 2],
    ['a list and its way back, which multiply', '{ me { parts { site { parts { name } } } } }', {}, 962],
    ['an alias, once more', '{ a: me { name } b: me { name } }', {}, 4],
    ['a fragment, each time', '{ a: me { ...S } b: me { ...S } } fragment S on Site { name tags }', {}, 6],
    ['a skipped field as nothing', '{ sites @skip(if: true) { nodes { name } } }', {}, 0],
  ])('counts %s', (_what, query, variables, cost) => {
    expect(costOf(query, variables)).toBe(cost);
  });

  test('is that of the operation meant', () => {
    expect(costOf('query A { me { name } } query B { sites { nodes { name } } }', {}, 'A')).toBe(2);
  });

  test('leaves an unknown field to validation', () => {
    expect(costOf('{ absent }')).toBe(0);
  });

  test.each([
    ['a value that does not fit', 'query ($n: Int!) { sites(first: $n) { nodes { name } } }', { n: 'x' }],
    ['an argument that does not fit', '{ sites(first: "x") { nodes { name } } }', {}],
    ['more spreads than are counted', `{ ...F0 } ${doubling(18)}`, {}],
  ])('is not estimated, and the operation refused, for %s', (_what, query, variables) => {
    const refusal = expect.objectContaining({ code: 'OPERATION_INVALID' });
    expect(() => costOf(query, variables)).toThrow(refusal);
  });
});

/** Fragments that each spread the next one twice, the last one none: 2^count spreads and no field. */
describe('the estimate of a known document', () => {
  const QUERY = `query A($n: Int, $deep: Boolean! = true, $name: String) {
    sites(first: $n) { nodes { name parts @include(if: $deep) { name } } } }
    query B { me { name } }`;

  test('is remembered: the document is not walked again', () => {
    const { cost } = estimator();
    const document = parse(QUERY);
    const of = (variables: Record<string, unknown>, operationName = 'A'): number =>
      cost.of({ document, operationName, variables });
    const asked = [{ n: 2 }, { n: 3 }, { n: 2, deep: false }, {}, { n: 2, name: 'any' }];
    const estimates = asked.map((variables) => of(variables));
    expect(estimates).toEqual([67, 100, 5, 661, 67]);
    expect(of({}, 'B')).toBe(2);
    for (const definition of document.definitions)
      Object.assign(definition, { selectionSet: { kind: Kind.SELECTION_SET, selections: [] } });
    expect(asked.map((variables) => of(variables))).toEqual(estimates);
    expect(of({ n: 2, name: 'another' })).toBe(67);
    expect(of({}, 'B')).toBe(2);
    expect(of({ n: 4 })).toBe(0);
  });

  test('is that of the operation meant', () => {
    const { cost } = estimator();
    const document = parse('query A { me { name } } query B { sites { nodes { name } } }');
    expect(['A', 'B'].map((operationName) => cost.of({ document, operationName }))).toEqual([2, 41]);
  });

  test('fails for an invalid value, also after a valid one', () => {
    const { cost } = estimator();
    const document = parse('query ($name: String = "a") { named(name: $name) { name } }');
    expect(cost.of({ document })).toBe(2);
    for (const name of [7, null])
      expect(() => cost.of({ document, variables: { name } })).toThrow(
        expect.objectContaining({ code: 'OPERATION_INVALID' }),
      );
  });

  test('is computed again for another supergraph', () => {
    const { cost, swap } = estimator();
    const document = parse('{ me { parts { name } } }');
    expect(cost.of({ document })).toBe(32);
    swap('type Site { parts: [Part!]! @listSize(assumedSize: 10) }');
    expect(cost.of({ document })).toBe(12);
  });

  test('is kept for a bounded number of page sizes', () => {
    const { cost } = estimator();
    const document = parse('query ($n: Int!) { sites(first: $n) { nodes { name } } }');
    const sizes = Array.from({ length: 120 }, (_, index) => index + 1);
    const all = (): number[] => sizes.map((n) => cost.of({ document, variables: { n } }));
    const estimates = sizes.map((n) => 1 + 2 * n);
    expect([all(), all()]).toEqual([estimates, estimates]);
  });
});

function doubling(count: number): string {
  const next = (n: number): string => `...F${n + 1} ...F${n + 1}`;
  return Array.from({ length: count }, (_, n) => `fragment F${n} on Query { ${next(n)} }`).join(' ');
}
