import { beforeAll, expect, test } from '@jest/globals';
import { selectedBy } from '../federation/nested-selections.ts';
import { ask, type Answer, type GraphQLErrorAnswer } from '../testkit/client.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { embedded, onSystems } from '../testkit/systems.ts';
import { CALLERS, castOf, type Caller, type Cast } from './cast.ts';
import { admitted, argumentsOf } from './every-field.arguments.ts';
import { everyField, everyRow, fieldsOfQueries, type Arguments } from './every-field.ts';
import { setScene } from './scene.ts';

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
/** The callers whose sight of people ends somewhere. */
const SEE_SOME_PEOPLE = [
  'GRID_HEAD',
  'GRID_MEMBER',
  'STREET_STAFF',
  'DEPARTMENT_STAFF',
  'SUPERVISOR',
  'ENTERPRISE_USER',
  'BI',
  'PUBLIC',
] as const;

interface Rows {
  readonly count: { readonly value: number };
  readonly edges: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
type Page = Readonly<Record<string, Rows | null>>;

/** An actor who may not ask at all is refused; every other error is a fault. */
const faults = (errors: readonly GraphQLErrorAnswer[] = []): string[] =>
  errors
    .filter(({ extensions }) => extensions.code !== 'FORBIDDEN')
    .map(({ message, path }) => `${path?.join('.')}: ${message}`);

onSystems(embedded)('every field of every type, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let given: Arguments;
  let queries: ReadonlyArray<readonly [root: string, query: string]>;
  beforeAll(async () => {
    cast = await castOf(system);
    const found: Array<readonly [string, string]> = [];
    given = argumentsOf(await setScene(system, cast));
    for (const [root, selections] of everyField(given))
      for (const query of await admitted(system, selections)) found.push([root, query]);
    queries = found;
  }, 300_000);

  test('the queries select every field that a query can reach', () => {
    const selected = new Set(queries.flatMap(([, query]) => selectedBy(query.slice(1, -1))));
    expect(fieldsOfQueries().filter((field) => !selected.has(field))).toEqual([]);
  });

  const known = new Map<Caller, Array<readonly [root: string, answer: Answer<unknown>]>>();
  /** The answers of the caller to all queries, which are asked once. */
  async function answersTo(caller: Caller): Promise<Array<readonly [root: string, answer: Answer<unknown>]>> {
    const answers = known.get(caller) ?? [];
    if (!known.has(caller))
      for (const [root, query] of queries) answers.push([root, await ask(system.url, cast[caller], query)]);
    known.set(caller, answers);
    return answers;
  }

  test.each(CALLERS)('%s is answered every selection without an error', async (caller) => {
    const found = (await answersTo(caller)).flatMap(([root, { errors }]) =>
      faults(errors).map((fault) => `${root}: ${fault}`),
    );
    expect(found).toEqual([]);
  });

  test.each(CALLERS)(
    '%s is answered every row of every list without an error, and the count is that of the rows',
    async (caller) => {
      const found: string[] = [];
      for (const [root, pageAfter] of everyRow(given)) {
        let rows = 0;
        for (let after: string | null = null, isLast = false; !isLast;) {
          const answer: Answer<Page> = await ask<Page>(system.url, cast[caller], pageAfter(after));
          found.push(...faults(answer.errors).map((fault) => `${root}: ${fault}`));
          const page = answer.data?.[root];
          const { hasNextPage = false, endCursor = null } = page?.pageInfo ?? {};
          [after, isLast] = [endCursor, !hasNextPage];
          rows += page?.edges.length ?? 0;
          if (page && isLast && page.count.value !== rows)
            found.push(`${root}: ${page.count.value} counted, ${rows} found`);
        }
      }
      expect(found).toEqual([]);
    },
  );

  test.each(SEE_SOME_PEOPLE)('%s receives the id of no person that it does not see', async (caller) => {
    const people = await idsOfPeople('OPERATOR');
    for (const visible of await idsOfPeople(caller)) people.delete(visible);
    const own = await ask<{ me: { person: { id: string } | null } }>(
      system.url,
      cast[caller],
      '{ me { person { id } } }',
    );
    people.delete(own.data?.me.person?.id ?? '');
    expect(people.size).toBeGreaterThan(80);
    const received = new Set<string>();
    for (const [root, { data }] of await answersTo(caller)) {
      for (const id of JSON.stringify(data ?? null).match(UUID) ?? [])
        if (people.has(id)) received.add(`${root}: ${id}`);
    }
    const ranks =
      '{ ranking(subjectKind: MEMBER, first: 50) { edges { cursor node { subjectCode person { id } score { subjectCode } } } } }';
    const { data } = await ask(system.url, cast[caller], ranks);
    for (const id of JSON.stringify(data ?? null).match(UUID) ?? [])
      if (people.has(id)) received.add(`ranking: ${id}`);
    expect([...received]).toEqual([]);
  });

  async function idsOfPeople(reader: Caller): Promise<Set<string>> {
    type People = { people: { edges: ReadonlyArray<{ node: { id: string } }> } };
    const query = '{ people(first: 200) { edges { node { id } } } }';
    const { data } = await ask<People>(system.url, cast[reader], query);
    return new Set(data?.people.edges.map(({ node }) => node.id));
  }
});
