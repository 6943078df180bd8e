import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  getNamedType,
  isInputObjectType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import type { Client } from 'graphql-ws';
import { ask, socket, subscribe, type GraphQLErrorAnswer } from '../testkit/client.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { embedded, onSystems } from '../testkit/systems.ts';
import { castOf, type Cast } from './cast.ts';
import { argumentsOf } from './every-field.arguments.ts';
import { api, written, type Arguments } from './every-field.ts';
import { setScene } from './scene.ts';

/** An argument of a field, reached by a root field that finds one thing of its type. */
interface Place {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly argument: string;
}

const placesOf = (...names: readonly string[]): Array<readonly [string, Place]> =>
  Object.values(api.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .flatMap(({ type, field }) =>
      field.args
        .filter(({ name }) => names.includes(name))
        .map(({ name }) => [`${type.name}.${field.name}(${name})`, { type, field, argument: name }] as const),
    );

const TERRITORIES = placesOf('within', 'gridCode');
const CURSORS = placesOf('after');
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const UNKNOWN_TERRITORIES = ['999999', '370871009001001', '3708710', '37', '370871%', ''];
const FORGED_CURSORS = [
  '',
  'x',
  base64url('{}'),
  base64url('[1]'),
  base64url('["2026-01-01T00:00:00.000Z"]'),
];

test('both kinds of arguments are found in lists, nested lists and subscriptions', () => {
  for (const places of [TERRITORIES, CURSORS]) {
    const types = new Set(places.map(([, { type }]) => type.name));
    expect([...types]).toEqual(expect.arrayContaining(['Query', 'Subscription', 'Organization']));
  }
});

test('every input that is limited to a territory is in this test', () => {
  const limited = Object.values(api.getTypeMap())
    .filter(isInputObjectType)
    .filter((type) => 'within' in type.getFields());
  expect(limited.map(({ name }) => name)).toEqual(['DrawSampleInput']);
});

onSystems(embedded)('forged arguments, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let given: Arguments;
  let client: Client;
  beforeAll(async () => {
    cast = await castOf(system);
    given = argumentsOf(await setScene(system, cast));
    client = socket(system.url, cast.SHIFT_LEADER);
  }, 300_000);
  afterAll(() => client.dispose());

  const refusals = async ({ type, field, argument }: Place, value: string) => {
    const forged = { ...given, [`${type.name}.${field.name}(${argument})`]: JSON.stringify(value) };
    const call = `${written(type.name, field, forged)} { ${selectionOf(field)} }`;
    const errors =
      type.name === 'Subscription'
        ? await subscribe(client, `subscription { ${call} }`).ended
        : (await ask(system.url, cast.SHIFT_LEADER, below(type, call, given))).errors;
    return [errors].flat() as Array<GraphQLErrorAnswer | undefined>;
  };

  test.each(TERRITORIES)('%s refuses a code that names no territory', async (_path, place) => {
    for (const code of UNKNOWN_TERRITORIES) {
      const errors = await refusals(place, code);
      expect({ code, problems: errors.map(problemsOf) }).toEqual({
        code,
        problems: [[{ code: 'INPUT_INVALID', path: place.argument, problem: 'gridCode' }]],
      });
    }
  });

  test('the input of a mutation refuses a code that names no territory', async () => {
    const mutation =
      'mutation { drawSample(input: { idempotencyKey: "a-forged-territory", closedFrom: "2026-01-01", closedTo: "2026-01-31", within: "999999", size: 1 }) { sample { id } } }';
    const { errors = [] } = await ask(system.url, cast.POST_SUPERVISION, mutation);
    expect(errors.map(problemsOf)).toEqual([
      [{ code: 'INPUT_INVALID', path: 'input.within', problem: 'gridCode' }],
    ]);
  });

  test.each(CURSORS)('%s refuses a forged cursor', async (_path, place) => {
    for (const cursor of FORGED_CURSORS) {
      const codes = (await refusals(place, cursor)).map((error) => error?.extensions.code);
      expect({ cursor, codes }).toEqual({ cursor, codes: ['CURSOR_INVALID'] });
    }
  });
});

function problemsOf(error: GraphQLErrorAnswer | undefined): unknown[] {
  const { code, details } = error?.extensions ?? {};
  const problems = (details?.['problems'] ?? []) as ReadonlyArray<{ path: string; problem: string }>;
  return problems.map(({ path, problem }) => ({ code, path, problem }));
}

/** The call inside a root field by key that gives a thing of the type. */
function below(type: GraphQLObjectType, call: string, given: Arguments): string {
  const query = api.getQueryType() as GraphQLObjectType;
  if (type === query) return `{ ${call} }`;
  const roots = Object.values(query.getFields()).filter((each) => getNamedType(each.type) === type);
  const root = roots.find(({ args }) => args.some(({ name }) => name === 'id')) ?? roots[0];
  if (!root) throw new Error(`No root field gives a ${type.name}`);
  return `{ ${written('Query', root, given)} { ${call} } }`;
}

function selectionOf({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  const isConnection = isObjectType(named) && 'edges' in named.getFields();
  return isConnection ? 'edges { cursor }' : '__typename';
}
