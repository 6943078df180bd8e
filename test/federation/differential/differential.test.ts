import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { difference } from './compare.ts';
import { differences } from './differential.ts';
import { compiledRunner, stockRunner, type Runner } from './runners.ts';
import { World, type Data } from './world.ts';
import { OPAQUE, WORLDS } from './worlds.ts';

const COUNT = 3_000;
/** Of the generated operations, the stock executor runs one in so many: it is slower, and is not judged. */
const STOCK_EVERY = 10;

const worlds = new Map(WORLDS.map((define) => new World(define())).map((world) => [world.name, world]));

/** How the stock executor answers: right, with other data, without the errors, or not at all. */
type Stock = 'right' | 'data' | 'errors' | 'nothing';
type Row = readonly [what: string, world: string, stock: Stock, query: string, variables?: Data];

const CASES: readonly Row[] = [
  ['an alias that hides a key', 'shop', 'data', '{ products { id: title rating } }'],
  ['an alias that hides a part of a key', 'shop', 'data', '{ products { sku: title rating cost } }'],
  ['an alias that hides the name of the type', 'shop', 'data', '{ products { __typename: title rating } }'],
  ['a field that another requires with an argument', 'shop', 'data', '{ products { cost weight } }'],
  ['a value that is hidden from clients', 'shop', 'errors', '{ product(id: "p3") { size } users { level } }'],
  ['an interface within an interface object', 'media', 'nothing', '{ rated { ... on Priced { price } } }'],
  [
    'one name for a field with other arguments of each type of an interface object',
    'media',
    'data',
    '{ media { ... on Book { headline } ... on Film { headline(loud: true) } } }',
  ],
  ['the name of the type of an interface object', 'media', 'right', '{ best { __typename } }'],
  [
    'a condition beside a required field',
    'shop',
    'right',
    'query ($no: Boolean!) { products { title @include(if: $no) label } }',
    { no: false },
  ],
  ['aliases that every object has', 'shop', 'right', '{ constructor: me { __proto__: name toString: id } }'],
  ['fields that every object has', 'shop', 'right', '{ products { constructor hasOwnProperty rating } }'],
  ['keys that are all different', 'keys', 'right', '{ group { id parts { id name nameHere label } } }'],
  [
    'a field that requires a field with an argument',
    'requiring',
    'right',
    '{ goods { upc name cost isDear } }',
  ],
  [
    'fields that require one field with different arguments',
    'requiring',
    'data',
    '{ goods { name costInEuro cost isDear price(currency: "EUR") } }',
  ],
  [
    'a field that requires a list with an argument beside that list',
    'requiring',
    'right',
    'query ($limit: Int = 1) { feed { author { id } ...F ...G } } fragment F on Post { comments(limit: $limit) { id } } fragment G on Post { comments(limit: $limit) { id } }',
  ],
  ['the introspection query of tools, in fragments', 'shop', 'right', getIntrospectionQuery()],
  [
    'the schema beside data',
    'shop',
    'right',
    '{ me { id } t: __type(name: "User") { ...T } } fragment T on __Type { name }',
  ],
  [
    'a field that requires fields of nested objects',
    'requiring',
    'right',
    '{ feed { comments(limit: 3) { isSpam } } }',
  ],
];

async function judged(world: World, run: Runner, text: string, variables: Data): Promise<Stock> {
  const document = parse(text);
  try {
    const found = await run({ text, document, variables }, (asked) => world.answer(asked));
    return (difference(found, world.monolith(document, variables)) ?? 'right') as Stock;
  } catch {
    return 'nothing';
  }
}

describe('the executor', () => {
  test.each(CASES)(
    'answers %s as the specification does; the stock one: %s, %s',
    async (_what, name, stock, text, variables = {}) => {
      const world = worlds.get(name)!;
      const found = {
        ours: await judged(world, compiledRunner(world), text, variables),
        stock: await judged(world, stockRunner(world), text, variables),
      };
      expect(found).toEqual({ ours: 'right', stock });
    },
  );

  test.each([
    ['{ thing { id field } }', { thing: { id: 't1', field: 'foo' } }],
    ['{ product { id } }', { product: { id: 't1' } }],
    ['{ product { ... on Bread { title } field } }', { product: { title: 'thing 1', field: 'foo' } }],
  ])('shows a thing whose type no subgraph knows as far as that goes: %s', async (text, data) => {
    const world = new World(OPAQUE());
    const operation = { text, document: parse(text), variables: {} };
    expect(await compiledRunner(world)(operation, (asked) => world.answer(asked))).toEqual({ data });
  });

  test('has no plan for the name of a type that no subgraph knows', async () => {
    const world = new World(OPAQUE());
    const text = '{ thing { __typename } }';
    const operation = { text, document: parse(text), variables: {} };
    await expect(compiledRunner(world)(operation, (asked) => world.answer(asked))).rejects.toThrow(/Thing/);
  });

  test.each(WORLDS.map((define) => [define().name, define] as const))(
    'answers generated operations on %s as the specification does, and soundly where subgraphs fail',
    async (_name, define) => {
      const found = await differences(20_260_801, COUNT / WORLDS.length, {
        worlds: [define],
        stockEvery: STOCK_EVERY,
      });
      expect(found.faults).toEqual([]);
      expect(found.operations).toBe(COUNT / WORLDS.length);
    },
  );
});
