import { describe, expect, test } from '@jest/globals';
import { buildSchema, execute, parse, validate, type GraphQLError, type GraphQLSchema } from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import { Day, readUuidsInEitherCase, withFieldPath } from './index.ts';

function graph(): GraphQLSchema {
  const schema = buildSchema(`
    scalar Date
    input Result { on: Date, days: [Date!] }
    input Wish { result: Result! }
    type Query { on(day: Date, input: Wish, id: ID, ids: [ID!]): String }
  `);
  Object.assign(schema.getType('Date') as object, {
    parseValue: (value: unknown) => Day.parseValue(value),
    parseLiteral: Day.parseLiteral.bind(Day),
  });
  return readUuidsInEitherCase(schema);
}

/** The path that the refusal of a query names; undefined when nothing is refused. */
async function pathOf(query: string, variableValues: Record<string, unknown> = {}): Promise<unknown> {
  const [schema, document] = [graph(), parse(query, { noLocation: true })];
  const invalid = validate(schema, document);
  const { errors = [] } =
    invalid.length > 0 ? { errors: invalid } : await execute({ schema, document, variableValues });
  const [error] = errors.map((each: GraphQLError) => withFieldPath(each, document).originalError);
  if (!(error instanceof EcoGridError)) return error;
  return (error.extensions.details['problems'] as Array<{ path: string; problem: string }>)[0];
}

describe('a value that a scalar refuses', () => {
  test.each([
    ['a literal', '{ on(day: "2026-02-30") }', {}, 'day'],
    ['a literal within', '{ on(input: { result: { on: "2026-02-30" } }) }', {}, 'input.result.on'],
    ['a variable', 'query ($d: Date) { on(day: $d) }', { d: '2026-02-30' }, 'day'],
    [
      'a value within a variable',
      'query ($w: Wish) { on(input: $w) }',
      { w: { result: { days: ['2026-02-03', 'x " at "y'] } } },
      'input.result.days[1]',
    ],
    [
      'a variable within',
      'query ($d: Date) { on(input: { result: { on: $d } }) }',
      { d: 5 },
      'input.result.on',
    ],
  ])('%s is named by the path of its field', async (_what, query, variables, path) => {
    expect(await pathOf(query, variables)).toMatchObject({ path, problem: 'isDay' });
  });

  test('an error that is not of a scalar stays unchanged', async () => {
    expect(await pathOf('query ($d: Date!) { on(day: $d) }')).toBeUndefined();
  });
});

describe('a UUID', () => {
  const UPPER = '01920000-ABCD-7000-8000-00000000ABCD';
  /** F20. */
  test('is read in either case, as a literal, as a variable and in a list', async () => {
    const seen: unknown[] = [];
    const rootValue = { on: (args: object) => void seen.push(args) };
    const document = parse(
      `query ($id: ID, $ids: [ID!]) { a: on(id: "${UPPER}") b: on(id: $id, ids: $ids) }`,
    );
    const variableValues = { id: UPPER, ids: [UPPER, 'Not-A-Uuid'] };
    await execute({ schema: graph(), document, rootValue, variableValues });
    const lower = UPPER.toLowerCase();
    expect(seen).toEqual([{ id: lower }, { id: lower, ids: [lower, 'Not-A-Uuid'] }]);
  });
});
