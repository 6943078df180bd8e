import { beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ask, demand, socket, subscribe, type GraphQLErrorAnswer } from '../testkit/client.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { onSystems } from '../testkit/systems.ts';
import { CALLERS, castOf, type Caller, type Cast } from './cast.ts';
import {
  MUTATIONS,
  QUERIES,
  SUBSCRIPTIONS,
  expected,
  type Outcome,
  type RootField,
} from './root-fields.table.ts';
import { setScene, type Scene } from './scene.ts';

const INTROSPECTION = `{ __schema { queryType { fields { name } } mutationType { fields { name } } subscriptionType { fields { name } } } role: __type(name: "Role") { enumValues { name } } }`;
type Fields = { readonly fields: ReadonlyArray<{ readonly name: string }> };

interface Introspected {
  readonly __schema: {
    readonly queryType: Fields;
    readonly mutationType: Fields;
    readonly subscriptionType: Fields;
  };
  readonly role: { readonly enumValues: ReadonlyArray<{ readonly name: string }> };
}

const namesOf = (some: ReadonlyArray<{ readonly name: string }>): string[] =>
  some.map(({ name }) => name).sort();
const codeOf = (errors: readonly GraphQLErrorAnswer[]): Outcome =>
  (errors[0]?.extensions.code ?? 'NO_CODE') as Outcome;

function outcomeOf(root: unknown): Outcome {
  if (root === null) return 'null';
  const rows = Array.isArray(root) ? root : ((root as { edges?: unknown[] }).edges ?? [root]);
  return rows.length > 0 ? 'rows' : 'empty';
}

onSystems()('the outcome of each root field for each role, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let scene: Scene;
  beforeAll(async () => {
    cast = await castOf(system);
    scene = await setScene(system, cast);
  });

  const forEverybody = async (one: (caller: Caller) => Promise<Outcome>): Promise<Record<string, Outcome>> =>
    Object.fromEntries(
      await Promise.all(CALLERS.map(async (caller) => [caller, await one(caller)] as const)),
    );

  async function request(
    caller: Caller,
    { ask: query, variables }: RootField,
    input: object = {},
  ): Promise<Outcome> {
    const given = variables?.(scene, caller) ?? {};
    const whole = 'input' in given ? { input: { ...(given['input'] as object), ...input } } : given;
    const { data, errors } = await ask<{ root: unknown }>(system.url, cast[caller], query, whole);
    return errors ? codeOf(errors) : outcomeOf(data?.root ?? null);
  }

  /** The subscription ends with an error, which is the outcome. */
  async function attempt(caller: Caller, { ask: query }: RootField): Promise<Outcome> {
    const client = socket(system.url, cast[caller]);
    const error = await subscribe(client, query).ended;
    await client.dispose();
    return Array.isArray(error) ? codeOf(error as GraphQLErrorAnswer[]) : 'NO_CODE';
  }

  test('every root field and every role has its line in the table', async () => {
    const { __schema, role } = await demand<Introspected>(system.url, undefined, INTROSPECTION);
    expect(Object.keys(QUERIES).sort()).toEqual(namesOf(__schema.queryType.fields));
    expect(Object.keys(MUTATIONS).sort()).toEqual(namesOf(__schema.mutationType.fields));
    expect(Object.keys(SUBSCRIPTIONS).sort()).toEqual(namesOf(__schema.subscriptionType.fields));
    expect([...CALLERS].filter((caller) => caller !== 'PUBLIC').sort()).toEqual(namesOf(role.enumValues));
  });

  test.each(Object.entries(QUERIES))('Query.%s', async (_field, field) => {
    expect(await forEverybody((caller) => request(caller, field))).toEqual(expected(field.decision));
  });

  test.each(Object.entries(MUTATIONS))('Mutation.%s', async (_field, field) => {
    const attempt = (caller: Caller): Promise<Outcome> =>
      request(caller, field, { idempotencyKey: randomUUID() });
    expect(await forEverybody(attempt)).toEqual(expected(field.decision));
  });

  test.each(Object.entries(SUBSCRIPTIONS))('Subscription.%s', async (_field, field) => {
    expect(await forEverybody((caller) => attempt(caller, field))).toEqual(expected(field.decision));
  });
});
