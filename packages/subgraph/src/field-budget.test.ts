import { beforeEach, describe, expect, test } from '@jest/globals';
import { buildSchema, execute, parse, type GraphQLSchema } from 'graphql';
import { FieldBudget, countFields } from './field-budget.ts';

describe('the fields that one execution may resolve', () => {
  let schema: GraphQLSchema;
  /** Calls of the resolver that makes the answer grow. */
  let calls: number;

  beforeEach(() => {
    calls = 0;
    schema = buildSchema('type Query { grid: Grid } type Grid { name: String! children: [Grid!]! }');
    const grid = schema.getType('Grid') as ReturnType<GraphQLSchema['getQueryType']>;
    grid!.getFields()['children']!.resolve = () => {
      calls += 1;
      return Promise.resolve(Array.from({ length: 25 }, () => ({ name: 'a' })));
    };
    countFields(schema);
  });

  const run = (query: string, limit: number): Promise<unknown> => {
    const fields = new FieldBudget(limit);
    const args = {
      schema,
      document: parse(query),
      rootValue: { grid: { name: 'a' } },
      contextValue: { fields },
    };
    return fields.within(() => execute(args));
  };
  const DEEP = `{ grid ${'{ name children '.repeat(6)} { name } ${'}'.repeat(6)} }`;

  test('are all of them when they are within the bound', async () => {
    expect(await run('{ grid { name children { name } } }', 28)).toMatchObject({
      data: { grid: { name: 'a' } },
    });
  });

  test('end the execution with a typed error when they exceed the bound by one', async () => {
    const refusal = expect.objectContaining({ code: 'ANSWER_TOO_LARGE' });
    await expect(run('{ grid { name children { name } } }', 27)).rejects.toEqual(refusal);
  });

  test('end an execution of millions of fields, and resolve no further field', async () => {
    await expect(run(DEEP, 1_000)).rejects.toMatchObject({
      extensions: { details: { measure: 'FIELDS', limit: 1_000 } },
    });
    const atTheEnd = calls;
    await new Promise((resolve) => setImmediate(resolve));
    expect([calls, calls < 1_000]).toEqual([atTheEnd, true]);
  });

  test('are also refused by the caller, while a field is pending', async () => {
    const fields = new FieldBudget();
    const ended = fields.within(() => new Promise(() => undefined));
    fields.stop();
    await expect(ended).rejects.toMatchObject({ code: 'ANSWER_TOO_LARGE' });
    expect(fields.take()).toBe(false);
  });
});
