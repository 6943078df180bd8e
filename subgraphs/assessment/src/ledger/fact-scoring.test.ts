import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '@ecogrid/database';
import {
  GRID,
  MEMBER_ID,
  STREET,
  assessor,
  OTHER_MEMBER_ID,
  caseClosed,
  caseCredited,
  caseFiled,
  checkFailed,
  engines,
  lookBackFailed,
  openBench,
  ticketSettled,
  type Bench,
} from '../assessment.builder.ts';
import { Period, PeriodState, newPeriod } from '../period/index.ts';
import { SubjectKind, type Subject } from '../subject/index.ts';

const WATER: Subject = { kind: SubjectKind.DEPARTMENT, code: 'DEPT-WATER' };
const MEMBER: Subject = { kind: SubjectKind.MEMBER, code: MEMBER_ID };

describe.each(engines)('scoring facts on %s', (_name, engine) => {
  let bench: Bench;
  beforeEach(async () => void (bench = await openBench(engine)));
  afterEach(() => bench.close());

  const posted = async (): Promise<string[]> => {
    const { rows } = await bench.parts.entries.page(assessor, {}, { first: 200 });
    return rows
      .map((row) => `${row.ruleCode} ${row.subjectCode} ${row.pointsHundredths} ${row.periodCode}`)
      .sort();
  };
  const codes = async (): Promise<string[]> =>
    (await posted()).map((line) => line.split(' ').slice(0, 3).join(' '));

  test.each([
    ['on time', { isOnTime: true }, 'DEPARTMENT-ON-TIME DEPT-WATER 50'],
    [
      'on time when superior, not doubled',
      { isOnTime: true, channel: 'SUPERIOR' },
      'DEPARTMENT-ON-TIME DEPT-WATER 50',
    ],
    ['overdue', { isOnTime: false }, 'DEPARTMENT-OVERDUE DEPT-WATER -100'],
    [
      'overdue and superior, doubled',
      { isOnTime: false, channel: 'SUPERIOR' },
      'DEPARTMENT-OVERDUE DEPT-WATER -200',
    ],
  ])('a ticket settled %s', async (_what, change, expected) => {
    await bench.announce(ticketSettled(change));
    expect(await codes()).toEqual([expected]);
  });

  test.each([
    [1, 'EXCEEDANCE', 'DEPARTMENT-CHECK-FAILED DEPT-WATER -20'],
    [2, 'EXCEEDANCE', 'DEPARTMENT-CHECK-FAILED DEPT-WATER -20'],
    [3, 'EXCEEDANCE', 'DEPARTMENT-CHECK-FAILED-AGAIN DEPT-WATER -50'],
    [4, 'EXCEEDANCE', 'DEPARTMENT-CHECK-FAILED-AGAIN DEPT-WATER -50'],
    [2, 'SUPERIOR', 'DEPARTMENT-CHECK-FAILED DEPT-WATER -40'],
    [3, 'SUPERIOR', 'DEPARTMENT-CHECK-FAILED-AGAIN DEPT-WATER -100'],
  ])('failed check number %i of a case that came by %s', async (count, channel, expected) => {
    const caseId = newId();
    await bench.announce(caseFiled({ caseId, channel }), checkFailed({ caseId, count }));
    expect(await codes()).toEqual([expected]);
  });

  test('a case closed on time is to the credit of its grid, its street and, for an exceedance, its member', async () => {
    await bench.announce(caseClosed());
    const expected = [
      `GRID-CLOSED-ON-TIME ${GRID} 20`,
      `MEMBER-EXCEEDANCE-CLOSED ${MEMBER_ID} 20`,
      `STREET-CLOSED-ON-TIME ${STREET} 20`,
    ];
    expect(await codes()).toEqual(expected);
  });

  test('a case that is reopened and closed again on time is credited once, also when its event is repeated', async () => {
    const caseId = newId();
    const [first, again] = [caseClosed({ caseId }), caseClosed({ caseId })];
    await bench.announce(caseFiled({ caseId }), first, lookBackFailed({ caseId }), again, first, again);
    expect(await codes()).toEqual([
      'DEPARTMENT-LOOK-BACK-FAILED DEPT-WATER -50',
      `GRID-CLOSED-ON-TIME ${GRID} 20`,
      `MEMBER-EXCEEDANCE-CLOSED ${MEMBER_ID} 20`,
      `STREET-CLOSED-ON-TIME ${STREET} 20`,
    ]);
  });

  test('a case that is late at both its closings costs once, and one that is late at its second costs too', async () => {
    const late = { caseId: newId(), channel: 'PUBLIC', isOnTime: false };
    await bench.announce(caseFiled(late), caseClosed(late), lookBackFailed(late), caseClosed(late));
    const once = [
      'DEPARTMENT-LOOK-BACK-FAILED DEPT-WATER -50',
      `GRID-CLOSED-LATE ${GRID} -50`,
      `STREET-CLOSED-LATE ${STREET} -50`,
    ];
    expect(await codes()).toEqual(once);
    const later = { caseId: newId(), channel: 'PUBLIC' };
    await bench.announce(caseFiled(later), caseClosed(later), caseClosed({ ...later, isOnTime: false }));
    expect(await codes()).toEqual(
      [
        ...once,
        ...[`GRID-CLOSED-LATE ${GRID} -50`, `STREET-CLOSED-LATE ${STREET} -50`],
        ...[`GRID-CLOSED-ON-TIME ${GRID} 20`, `STREET-CLOSED-ON-TIME ${STREET} 20`],
      ].sort(),
    );
  });

  test('a failed look-back of a superior-assigned case costs its lead twice, and costs no one without a lead', async () => {
    const superior = { caseId: newId(), channel: 'SUPERIOR' };
    await bench.announce(caseFiled(superior), lookBackFailed(superior));
    const without = { caseId: newId(), leadOrganizationCode: null };
    await bench.announce(caseFiled(without), lookBackFailed(without));
    expect(await codes()).toEqual(['DEPARTMENT-LOOK-BACK-FAILED DEPT-WATER -100']);
  });

  test('a case of another channel is not to the credit of the member', async () => {
    await bench.announce(caseClosed({ channel: 'PUBLIC' }));
    expect(await codes()).toEqual([`GRID-CLOSED-ON-TIME ${GRID} 20`, `STREET-CLOSED-ON-TIME ${STREET} 20`]);
  });

  test('a case closed late costs its grid and its street, twice when superior', async () => {
    await bench.announce(caseClosed({ isOnTime: false }), caseClosed({ isOnTime: false, isSuperior: true }));
    const expected = [
      `GRID-CLOSED-LATE ${GRID} -100`,
      `GRID-CLOSED-LATE ${GRID} -50`,
      `STREET-CLOSED-LATE ${STREET} -100`,
      `STREET-CLOSED-LATE ${STREET} -50`,
    ];
    expect(await codes()).toEqual(expected);
  });

  test('a case of a whole street concerns the street and no unit grid', async () => {
    await bench.announce(caseClosed({ gridCode: STREET }));
    expect(await codes()).toEqual([`STREET-CLOSED-ON-TIME ${STREET} 20`]);
  });

  test('a filed report is to the credit of a member, and of no other role', async () => {
    await bench.announce(
      caseCredited(),
      caseCredited({ reporterId: newId() }),
      caseCredited({ reporterId: null }),
    );
    expect(await codes()).toEqual([`MEMBER-REPORT-FILED ${MEMBER_ID} 50`]);
  });

  test('a merge that shows an earlier reporter moves the credit, and parting them moves it back, once each', async () => {
    const caseId = newId();
    const [first, merged, parted] = [
      caseCredited({ caseId }),
      caseCredited({ caseId, reporterId: OTHER_MEMBER_ID }),
      caseCredited({ caseId }),
    ];
    const points = async (of: string): Promise<number[]> => {
      const lines = await bench.linesOf({ kind: SubjectKind.MEMBER, code: of }, '2026-11');
      return lines.map(({ pointsHundredths }) => pointsHundredths);
    };
    await bench.announce(first, merged, merged);
    expect([await points(MEMBER_ID), await points(OTHER_MEMBER_ID)]).toEqual([[50, -50], [50]]);
    await bench.announce(parted, merged, parted);
    expect([await points(MEMBER_ID), await points(OTHER_MEMBER_ID)]).toEqual([
      [50, -50, 50],
      [50, -50],
    ]);
    const { rows } = await bench.parts.entries.page(assessor, { sourceId: caseId }, { first: 50 });
    const reversed = rows.filter(({ reversalOf }) => reversalOf !== null);
    expect(reversed).toMatchObject([
      { reason: '首报人变更', postedBy: null },
      { reason: '首报人变更', postedBy: null },
    ]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(5);
  });

  test('a merge that shows an unknown first reporter takes the credit back', async () => {
    const caseId = newId();
    await bench.announce(caseCredited({ caseId }), caseCredited({ caseId, reporterId: null }));
    const lines = await bench.linesOf(MEMBER, '2026-11');
    expect(lines.reduce((sum, line) => sum + line.pointsHundredths, 0)).toBe(0);
  });

  test('filed reports give at most ten points a month, and the entry beyond records its uncapped points', async () => {
    for (let count = 0; count < 21; count += 1) await bench.announce(caseCredited());
    const lines = await bench.linesOf(MEMBER, '2026-11');
    expect(lines.reduce((sum, line) => sum + line.pointsHundredths, 0)).toBe(1_000);
    expect(
      lines.filter(({ pointsHundredths }) => pointsHundredths === 0).map(({ inputs }) => inputs),
    ).toMatchObject([{ uncappedHundredths: 50 }]);
  });

  test('a member is the person who held the grid on the day of the fact', async () => {
    const change = {
      id: newId(),
      personId: newId(),
      role: 'GRID_MEMBER' as const,
      organizationCode: 'PLATFORM-370871001',
      gridCode: GRID,
      until: null,
      version: 1,
    };
    await bench.database.transaction((manager) =>
      bench.parts.projection.appointment({ ...change, since: '2026-11-11' }, manager),
    );
    await bench.announce(
      caseClosed({}, new Date('2026-11-10T15:59:59.999Z')),
      caseClosed({}, new Date('2026-11-10T16:00:00.000Z')),
    );
    const credited = (await codes())
      .filter((line) => line.startsWith('MEMBER'))
      .map((line) => line.split(' ')[1]);
    expect(credited.sort()).toEqual([MEMBER_ID, MEMBER_ID, change.personId].sort());
  });

  test('an organization that is no department is given nothing', async () => {
    await bench.announce(ticketSettled({ organizationCode: 'STREET-370871001' }));
    expect(await posted()).toEqual([]);
  });

  test('a fact about an organization that grids has not announced yet is deferred', async () => {
    await expect(bench.announce(ticketSettled({ organizationCode: 'DEPT-NEW' }))).rejects.toThrow(
      'DEPT-NEW is not known yet',
    );
    expect(await posted()).toEqual([]);
  });

  test('an event taken twice posts once, and announces once', async () => {
    const [settled, closed] = [ticketSettled(), caseClosed()];
    await bench.announce(settled, closed, settled, closed, closed);
    expect(await posted()).toHaveLength(4);
    expect((await bench.announced()).map(({ channel }) => channel).sort()).toEqual(
      ['DEPT-WATER', GRID, STREET, MEMBER_ID].sort(),
    );
  });

  test('every entry points at its source and keeps the facts that its rule looked at, without the reporter', async () => {
    const event = ticketSettled({ isOnTime: false, channel: 'SUPERIOR' });
    await bench.announce(event, caseClosed({ reporterId: newId() }));
    const [line] = await bench.linesOf(WATER, '2026-11');
    const { caseId, ticketId, number } = event.payload;
    expect(line).toMatchObject({
      sourceTopic: 'TicketSettled',
      sourceEventId: event.id,
      sourceId: ticketId,
      ruleSetVersion: 1,
    });
    const inputs = {
      caseId,
      ticketId,
      number,
      organizationCode: 'DEPT-WATER',
      isOnTime: false,
      channel: 'SUPERIOR',
    };
    expect(line?.inputs).toEqual(inputs);
    const { rows } = await bench.parts.entries.page(assessor, {}, { first: 50 });
    expect(JSON.stringify(rows)).not.toContain('reporterId');
  });

  test('a late fact posts to the next open period, over as many closed ones as there are', async () => {
    const closed = ['2026-11', '2026-12'].map((code) => ({ ...newPeriod(code), state: PeriodState.CLOSED }));
    await bench.database.transaction((manager) => manager.insert(Period, closed));
    await bench.announce(ticketSettled());
    expect(await posted()).toEqual(['DEPARTMENT-ON-TIME DEPT-WATER 50 2027-01']);
  });

  test('a fact posts to its own month in Asia/Shanghai, whenever it is taken', async () => {
    await bench.announce(
      ticketSettled({}, new Date('2026-10-31T15:59:59.999Z')),
      ticketSettled({}, new Date('2026-10-31T16:00:00.000Z')),
    );
    expect(await posted()).toEqual([
      'DEPARTMENT-ON-TIME DEPT-WATER 50 2026-10',
      'DEPARTMENT-ON-TIME DEPT-WATER 50 2026-11',
    ]);
  });

  test('a fact from before the first rule set gives nothing', async () => {
    await bench.announce(ticketSettled({}, new Date('2025-12-31T15:59:59.999Z')));
    expect(await posted()).toEqual([]);
  });

  test('an explanation adds up to the score', async () => {
    await bench.announce(
      ticketSettled(),
      ticketSettled({ isOnTime: false }),
      ticketSettled({ isOnTime: false, channel: 'SUPERIOR' }),
    );
    const explained = await bench.parts.scores.explain(WATER, undefined, bench.contextOf(assessor));
    const rows = await bench.linesOf(WATER, '2026-11');
    const sum = rows.reduce((total, line) => total + line.pointsHundredths, 0);
    expect(explained?.score).toMatchObject({ points: '97.50', base: '100.00', entryCount: 3 });
    expect(10_000 + sum).toBe(explained?.score.pointsHundredths);
  });

  test('a score stays between floor and ceiling, and the entries beyond are kept', async () => {
    for (let count = 0; count < 41; count += 1) await bench.announce(ticketSettled());
    const explained = await bench.parts.scores.explain(WATER, '2026-11', bench.contextOf(assessor));
    expect(explained?.score).toMatchObject({ points: '120.00', entriesHundredths: 2_050, entryCount: 41 });
  });
});
