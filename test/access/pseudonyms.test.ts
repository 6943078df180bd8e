import { beforeAll, expect, test } from '@jest/globals';
import { ask } from '../testkit/client.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { embedded, onSystems } from '../testkit/systems.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { CALLERS, castOf, type Caller, type Cast } from './cast.ts';

const PERSON = 'person { id number name pseudonym }';
const QUERY = `{
  ranking(subjectKind: MEMBER, first: 50) {
    edges { node { subjectCode subjectPseudonym score { subjectCode subjectPseudonym } ${PERSON} } } }
  scoreEntries(subjectKind: MEMBER, first: 20) { edges { node { subjectCode subjectPseudonym ${PERSON} } } }
  trainings(first: 2) { edges { node { attendances(first: 20) { edges { node { personPseudonym ${PERSON} } } } } } }
}`;
const PEOPLE = '{ people(first: 200) { edges { node { id number name pseudonym } } } }';
const WITHOUT_PSEUDONYMS = CALLERS.filter((caller) => caller !== 'BI' && caller !== 'ASSESSOR');

interface Edges<Node> {
  readonly edges: ReadonlyArray<{ readonly node: Node }>;
}
interface Person {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly pseudonym: string | null;
}
interface Scored {
  readonly subjectCode: string | null;
  readonly subjectPseudonym: string | null;
  readonly person: Person | null;
}
interface Seen {
  readonly ranking: Edges<Scored>;
  readonly scoreEntries: Edges<Scored>;
  readonly trainings: Edges<{ readonly attendances: Edges<object> }>;
}

onSystems(embedded)('pseudonyms of people, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let people: readonly Person[];
  const answer = async <Data>(caller: Caller, query: string): Promise<Data> => {
    const { data, errors } = await ask<Data>(system.url, cast[caller], query);
    expect(errors).toBeUndefined();
    return data as Data;
  };
  const membersFor = async (caller: Caller): Promise<Scored[]> =>
    (await answer<Seen>(caller, QUERY)).ranking.edges.map(({ node }) => node);
  beforeAll(async () => {
    cast = await castOf(system);
    const listed = await answer<{ people: Edges<Person> }>('ASSESSOR', PEOPLE);
    people = listed.people.edges.map(({ node }) => node);
    // Each pseudonym arrives at the assessment by an event.
    const isWhole = (rows: readonly Scored[]): boolean =>
      rows.every(({ subjectPseudonym }) => subjectPseudonym !== null);
    await eventually(() => membersFor('BI'), isWhole, 60_000);
  }, 300_000);

  test('lead an assessor to the people', async () => {
    const pseudonyms = new Map(people.map(({ id, pseudonym }) => [id, pseudonym]));
    const members = await membersFor('ASSESSOR');
    expect(members.length).toBeGreaterThan(20);
    for (const { subjectCode, subjectPseudonym, person } of members) {
      expect(subjectPseudonym).toBe(pseudonyms.get(subjectCode ?? ''));
      expect(subjectPseudonym).toBe(person?.pseudonym);
    }
  });

  test('reach BI without the id, the number or the name of a person', async () => {
    const seen = await answer<Seen>('BI', QUERY);
    const text = JSON.stringify(seen);
    for (const { id, number, name } of people)
      for (const word of [id, number, name]) expect(text).not.toContain(`"${word}"`);
    const ofAssessor = (await membersFor('ASSESSOR')).map(({ subjectPseudonym }) => subjectPseudonym);
    const ofBi = seen.ranking.edges.map(({ node }) => node.subjectPseudonym);
    expect([...ofBi].sort()).toEqual([...ofAssessor].sort());
    expect(text).toContain('"personPseudonym":"');
    expect(await answer('BI', PEOPLE)).toEqual({ people: { edges: [] } });
  });

  test.each(WITHOUT_PSEUDONYMS)('do not reach a %s', async (caller) => {
    const text = JSON.stringify([await answer(caller, QUERY), await answer(caller, PEOPLE)]);
    expect(people.length).toBeGreaterThan(100);
    for (const { pseudonym } of people) expect(text).not.toContain(pseudonym);
  });
});
