import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@ecogrid/database';
import { PUBLIC_ACTOR, ROLES, rightOf, type Actor } from '@ecogrid/identity';
import {
  GRID,
  MEMBER_ID,
  OTHER_MEMBER_ID,
  actor,
  assessor,
  caseCredited,
  engines,
  openBench,
  ticketSettled,
  type Bench,
} from '../assessment.builder.ts';
import { KnownPerson } from '../neighbours/index.ts';
import { SubjectKind } from './subject.ts';

const MEMBER = { id: MEMBER_ID, pseudonym: 'a'.repeat(32) };
const OTHER = { id: OTHER_MEMBER_ID, pseudonym: 'b'.repeat(32) };
const bi = actor({ kind: 'SERVICE', id: 'bi', rights: [rightOf('BI')] });

describe.each(engines)('pseudonyms of people on %s', (_name, engine) => {
  let bench: Bench;
  const register = (person: typeof MEMBER): Promise<void> =>
    bench.database.transaction((manager) => bench.parts.projection.person(person, manager));
  beforeAll(async () => {
    bench = await openBench(engine);
    for (const person of [MEMBER, OTHER]) await register(person);
    await bench.announce(
      caseCredited(),
      caseCredited({}, new Date('2026-10-10T02:00:00.000Z')),
      caseCredited({ reporterId: OTHER_MEMBER_ID }),
      ticketSettled(),
    );
  });
  afterAll(() => bench.close());

  const seenBy = (
    who: Actor,
    code = MEMBER_ID,
    kind: SubjectKind = SubjectKind.MEMBER,
  ): Promise<string | null> => bench.parts.subjects.pseudonymOfSubject({ kind, code }, bench.contextOf(who));

  test.each([...ROLES])('of a member reach a %s only if that is BI or an assessor', async (role) => {
    const who = actor({ id: MEMBER_ID, rights: [rightOf(role, { grid: GRID, organization: 'DEPT-WATER' })] });
    expect(await seenBy(who)).toBe(role === 'BI' || role === 'ASSESSOR' ? MEMBER.pseudonym : null);
  });

  test('are null for the public, of an unknown person and of a subject that is no person', async () => {
    expect(await seenBy(PUBLIC_ACTOR)).toBeNull();
    expect(await seenBy(bi, newId())).toBeNull();
    expect(await seenBy(bi, MEMBER_ID, SubjectKind.DEPARTMENT)).toBeNull();
  });

  test('stay as they are when the event is repeated', async () => {
    await register(MEMBER);
    expect(await bench.database.manager.countBy(KnownPerson, {})).toBe(2);
    expect(await seenBy(bi)).toBe(MEMBER.pseudonym);
  });

  test('do not follow from the id of a person: BI finds no entry and no explanation by it', async () => {
    const member = { kind: SubjectKind.MEMBER, code: MEMBER_ID };
    const found = async (who: Actor): Promise<[number, boolean]> => {
      const { rows } = await bench.parts.entries.page(who, { subjectCode: MEMBER_ID }, { first: 200 });
      const explained = await bench.parts.scores.explain(member, undefined, bench.contextOf(who));
      return [rows.length, explained !== null];
    };
    expect(await found(assessor)).toEqual([2, true]);
    expect(await found(bi)).toEqual([0, false]);
  });

  test('lead to the entries of one person in every period, and to none for other actors', async () => {
    const found = async (who: Actor, subjectPseudonym: string): Promise<string[]> =>
      (await bench.parts.entries.page(who, { subjectPseudonym }, { first: 200 })).rows.map(
        ({ subjectCode }) => subjectCode,
      );
    for (const who of [bi, assessor]) {
      expect(await found(who, MEMBER.pseudonym)).toEqual([MEMBER_ID, MEMBER_ID]);
      expect(await found(who, OTHER.pseudonym)).toEqual([OTHER_MEMBER_ID]);
      expect(await found(who, 'c'.repeat(32))).toEqual([]);
    }
    const own = actor({ id: MEMBER_ID, rights: [rightOf('GRID_MEMBER', { grid: GRID })] });
    for (const who of [own, actor({ rights: [rightOf('OPERATOR')] }), PUBLIC_ACTOR])
      expect(await found(who, MEMBER.pseudonym)).toEqual([]);
  });
});
