import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PUBLIC_ACTOR, ROLES, audienceOf, rightOf, type Actor } from '@ecogrid/identity';
import {
  GRID,
  MEMBER_ID,
  STREET,
  actor,
  assessor,
  caseClosed,
  engines,
  openBench,
  ticketSettled,
  type Bench,
} from '../assessment.builder.ts';
import { canReadRank, canReadScore } from './subject.policy.ts';
import { SubjectKind, type Subject } from './subject.ts';

const OTHER_GRID = '370871001002001';
const OTHER_STREET = '370871002';
const territories = [null, GRID, STREET, OTHER_STREET, '370871'];
const organizations = [null, 'DEPT-WATER', 'DEPT-HOUSING', 'STREET-370871001'];

/** Every role, and no role, over territories, organizations and persons. */
const actors: readonly Actor[] = [null, ...ROLES].flatMap((role) =>
  territories.flatMap((grid) =>
    organizations.flatMap((organization) =>
      [MEMBER_ID, assessor.id].map((id) =>
        actor({ id, rights: role ? [rightOf(role, { grid, organization })] : [] }),
      ),
    ),
  ),
);
/** The scope of one role says nothing about the other. */
const both = actor({
  id: MEMBER_ID,
  rights: [
    rightOf('DEPARTMENT_STAFF', { organization: 'DEPT-WATER' }),
    rightOf('GRID_MEMBER', { grid: GRID, organization: 'DEPT-HOUSING' }),
    rightOf('SUPERVISOR', { grid: OTHER_STREET }),
  ],
});

describe.each(engines)('the readers of scores, on %s', (_name, engine) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(engine);
    await bench.announce(ticketSettled(), ticketSettled({ organizationCode: 'DEPT-HOUSING' }));
    for (const gridCode of [GRID, OTHER_GRID, `${OTHER_STREET}001001`])
      await bench.announce(caseClosed({ gridCode }));
  });
  afterAll(() => bench.close());

  test('the where clause and the row rule agree for every actor and row', async () => {
    const entries = async (who: Actor) => (await bench.parts.entries.page(who, {}, { first: 200 })).rows;
    const all = await entries(assessor);
    expect(new Set(all.map(({ subjectKind }) => subjectKind)).size).toBe(4);
    let partly = 0;
    for (const who of [...actors, both, PUBLIC_ACTOR]) {
      const expected = all.filter((row) =>
        canReadScore(who, { kind: row.subjectKind, code: row.subjectCode }),
      );
      expect((await entries(who)).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      if (expected.length > 0 && expected.length < all.length) partly += 1;
    }
    expect(partly).toBeGreaterThan(20);
  });
});

describe('the readers of scores', () => {
  const of = (kind: SubjectKind, code: string): Subject => ({ kind, code });
  const member = actor({ id: MEMBER_ID, rights: [rightOf('GRID_MEMBER', { grid: GRID })] });
  const staff = actor({ rights: [rightOf('DEPARTMENT_STAFF', { organization: 'DEPT-WATER' })] });
  const head = actor({ rights: [rightOf('GRID_HEAD', { grid: STREET })] });
  test.each([
    ['a department its own', staff, of(SubjectKind.DEPARTMENT, 'DEPT-WATER'), true, true],
    ['a department of another nothing', staff, of(SubjectKind.DEPARTMENT, 'DEPT-POLICE'), false, false],
    ['a department of grids nothing', staff, of(SubjectKind.GRID, GRID), false, false],
    ['a head the own street', head, of(SubjectKind.STREET, STREET), true, true],
    ['a head the grids of the street', head, of(SubjectKind.GRID, OTHER_GRID), true, true],
    ['a head of another street nothing', head, of(SubjectKind.GRID, `${OTHER_STREET}001001`), false, false],
    ['a member their grid', member, of(SubjectKind.GRID, GRID), true, true],
    ['a member of another grid the rank', member, of(SubjectKind.GRID, OTHER_GRID), false, true],
    ['a member of the street nothing', member, of(SubjectKind.STREET, STREET), false, false],
    ['a member themself', member, of(SubjectKind.MEMBER, MEMBER_ID), true, true],
    ['a member of peers the rank', member, of(SubjectKind.MEMBER, 'another'), false, true],
    [
      'a supervisor of their grid nothing',
      actor({ rights: [rightOf('SUPERVISOR', { grid: GRID })] }),
      of(SubjectKind.GRID, GRID),
      false,
      false,
    ],
    ['the public nothing', PUBLIC_ACTOR, of(SubjectKind.GRID, GRID), false, false],
    [
      'an enterprise nothing',
      actor({ rights: [rightOf('ENTERPRISE_USER')] }),
      of(SubjectKind.DEPARTMENT, 'DEPT-WATER'),
      false,
      false,
    ],
  ])('%s', (_what, who, subject, score, rank) => {
    expect([canReadScore(who, subject), canReadRank(who, subject)]).toEqual([score, rank]);
  });

  test('the score of an organization or a grid never turns on the person: an audience may ask', () => {
    for (const who of [...actors, both].map(audienceOf)) {
      for (const kind of [SubjectKind.DEPARTMENT, SubjectKind.GRID, SubjectKind.STREET])
        canReadScore(who, of(kind, GRID));
    }
    expect(() => canReadScore(audienceOf(member), of(SubjectKind.MEMBER, MEMBER_ID))).toThrow(
      'An audience is no person',
    );
  });
});
