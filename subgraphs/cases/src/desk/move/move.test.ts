import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countingStatements, newId } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import { enterprises } from '@ecogrid/seed-district';
import { silentLogger } from '@ecogrid/service';
import {
  Journey,
  actorOf,
  cornerOf,
  environment,
  freshKey,
  openBench,
  operator,
  positionIn,
  raisedExceedance,
  shiftLeader,
  type CasesBench,
} from '../../testing/cases.builder.ts';
import { Case, canReadCase } from '../../case/index.ts';
import { canReadTicket } from '../../dispatch/index.ts';
import { enterprisesConsumer } from '../enterprises.consumer.ts';

const ELSEWHERE = '370871002001001';
const ANOTHER = '370871001002001';
const reason = '坐标有误';
const oldHead = actorOf('GRID_HEAD', { grid: '370871001' });
const newHead = actorOf('GRID_HEAD', { grid: '370871002' });

describe.each(testEngines())('a case that moves, on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => {
    bench = await openBench(engine);
  });
  afterAll(() => bench.close());

  /** Each of an outlet of its own: the exceedances of one outlet belong to one case. */
  const begin = () => new Journey(bench, raisedExceedance({ outletId: newId() }));
  const move = async (journey: Journey, more: object, actor = operator) =>
    bench.moving.move(actor, { ...(await journey.input()), reason, ...more });

  /** The events of the move: of the case, and of its tickets. */
  async function movesTold(caseId: string, count = 2) {
    for (;;) {
      const { events } = await bench.log.read(0, { topics: ['CaseChanged', 'TicketChanged'] }, 1_000);
      const moves = events.filter(
        ({ payload }) => payload['action'] === 'move' && payload['caseId'] === caseId,
      );
      if (moves.length === count) return moves;
      await bench.log.advanced(bench.log.head, AbortSignal.timeout(1_000));
    }
  }

  test('records the reason of its grid: the polygon that contains the outlet', async () => {
    const { gridCode, gridMatch } = await (await begin().reported()).current();
    expect(gridMatch).toMatchObject({ gridCode, basis: 'OBJECT', gridVersion: 1, isAmbiguous: false });
    expect(gridMatch?.candidates.map(({ level }) => level)).toEqual([4, 3, 2]);
  });

  test('moves its tickets and its visibility with it, and its history records it', async () => {
    const journey = await begin().dispatched(['DEPT-WATER']);
    const before = await journey.current();
    const moved = await move(journey, { place: positionIn(ELSEWHERE) });
    expect(moved).toMatchObject({ state: 'DISPATCHED', gridCode: ELSEWHERE, ...positionIn(ELSEWHERE) });
    expect(moved.gridMatch).toMatchObject({ gridCode: ELSEWHERE, basis: 'PLACE' });
    const tickets = await journey.tickets();
    expect(tickets.map(({ gridCode }) => gridCode)).toEqual([ELSEWHERE, ELSEWHERE]);
    for (const [head, sees] of [
      [oldHead, false],
      [newHead, true],
    ] as const) {
      expect(canReadCase(head, moved)).toBe(sees);
      expect(tickets.map((ticket) => canReadTicket(head, ticket))).toEqual([sees, sees]);
    }
    expect(tickets[0] && canReadTicket(environment, tickets[0])).toBe(true);
    const [lines] = await bench.lines.wholeOf([journey.caseId]);
    expect(lines?.at(-1)).toMatchObject({
      action: 'move',
      note: `${before.gridCode} → ${ELSEWHERE}: ${reason}`,
    });
  });

  test('announces both the old and the new grid', async () => {
    const journey = await begin().dispatched();
    const { gridCode, enterpriseCode } = await journey.current();
    await move(journey, { place: positionIn(ELSEWHERE) });
    const received = await movesTold(journey.caseId);
    expect(received.map(({ payload }) => payload)).toMatchObject([
      { action: 'move', gridCode: ELSEWHERE, was: { gridCode, enterpriseCode } },
      { action: 'move', gridCode: ELSEWHERE, was: { gridCode } },
    ]);
  });

  test('goes to the grid of its enterprise', async () => {
    const journey = await begin().reported();
    const enterprise = enterprises[1];
    const moved = await move(journey, { supervisedObjectId: enterprise?.id });
    expect(moved).toMatchObject({ supervisedObjectId: enterprise?.id, objectName: enterprise?.name });
    expect(moved.gridMatch?.basis).toBe('OBJECT');
    expect(moved.gridCode?.startsWith('370871002')).toBe(true);
  });

  test('belongs to the lower code on a border, and records it', async () => {
    const journey = await begin().reported();
    const [one, other] = ['370871001001001', '370871001002001'];
    const moved = await move(journey, { place: cornerOf(one, other) });
    expect(moved.gridCode).toBe(one);
    expect(moved.gridMatch).toMatchObject({ isAmbiguous: true });
    expect(moved.gridMatch?.candidates.map(({ gridCode }) => gridCode)).toEqual(
      expect.arrayContaining([one, other]),
    );
  });

  describe('about an object that moves', () => {
    const service: Actor = { kind: 'SERVICE', id: 'cases', rights: [] };
    const mover = enterprises[2] as (typeof enterprises)[number];
    const { id: enterpriseId, creditCode: enterpriseCode, name: enterpriseName } = mover;
    let version = 1;
    const about = () =>
      new Journey(
        bench,
        raisedExceedance({ outletId: newId(), enterpriseId, enterpriseCode, enterpriseName }),
      );
    /** The next change of the object, as the register announces it. */
    const objectIn = (gridCode: string, name = enterpriseName) => ({
      id: enterpriseId,
      kind: 'ENTERPRISE' as const,
      creditCode: enterpriseCode,
      name,
      ...positionIn(gridCode),
      gridCode,
      version: (version += 1),
    });
    const follow = (change: ReturnType<typeof objectIn>) =>
      bench.database.transaction(() => bench.moving.follow(service, change));

    test('follows by the event, with tickets and visibility, and its history records the reason', async () => {
      const journey = await about().dispatched(['DEPT-WATER']);
      const { gridCode, version: before } = await journey.current();
      const payload = objectIn(ELSEWHERE);
      const consumer = enterprisesConsumer({ ...bench, logger: silentLogger });
      consumer.start(bench.log);
      await bench.database.transaction(() =>
        // In the place of enterprises, whose event it is.
        bench.log.outbox.announce({
          topic: 'SupervisedObjectChanged',
          channel: ELSEWHERE,
          aggregateId: enterpriseId,
          payload,
          occurredAt: bench.clock.now(),
        }),
      );
      await movesTold(journey.caseId, 3);
      await consumer.stop();
      const moved = await journey.current();
      expect(moved).toMatchObject({
        ...positionIn(ELSEWHERE),
        gridCode: ELSEWHERE,
        version: before + 1,
        state: 'DISPATCHED',
        gridMatch: { basis: 'OBJECT' },
      });
      expect((await journey.tickets()).map((ticket) => ticket.gridCode)).toEqual([ELSEWHERE, ELSEWHERE]);
      expect(canReadCase(oldHead, moved)).toBe(false);
      expect(canReadCase(newHead, moved)).toBe(true);
      const [lines] = await bench.lines.wholeOf([journey.caseId]);
      expect(lines?.at(-1)).toMatchObject({
        action: 'move',
        channel: 'EVENT',
        actorRole: null,
        note: `${gridCode} → ${ELSEWHERE}: 监管对象位置变更`,
      });
      await follow(payload);
      expect(await journey.current()).toEqual(moved);
    });

    test('stays once it is closed, or where a person has placed it', async () => {
      const [closed, placed] = [await about().closed(), await about().reported()];
      await move(placed, { place: positionIn(ANOTHER) });
      const before = [await closed.current(), await placed.current()];
      const free = await about().reported();
      await follow(objectIn('370871001001001'));
      expect(await free.current()).toMatchObject({
        gridCode: '370871001001001',
        ...positionIn('370871001001001'),
      });
      expect([await closed.current(), await placed.current()]).toEqual(before);
    });

    test('stays when the object has a new name alone', async () => {
      await follow(objectIn(ANOTHER));
      const journey = await about().reported();
      const before = await journey.current();
      await follow(objectIn(ANOTHER, '示例更名企业'));
      expect(await journey.current()).toEqual(before);
      expect(await bench.projections.object(enterpriseId)).toMatchObject({ name: '示例更名企业' });
    });

    test('follows into a new grid of the place where both are', async () => {
      const journey = await about().reported();
      await move(journey, { supervisedObjectId: enterpriseId });
      const at = { id: journey.caseId };
      await bench.database.transaction((manager) => manager.update(Case, at, { gridCode: '370871001' }));
      const { version: before } = await journey.current();
      await follow(objectIn(ANOTHER));
      expect(await journey.current()).toMatchObject({ gridCode: ANOTHER, version: before + 1 });
    });

    test('follows one of many changes; objects that were not known are kept by one statement', async () => {
      const journey = await about().reported();
      const first = { ...objectIn(ANOTHER), id: newId(), creditCode: null, version: 1 };
      const renamed = { ...first, name: '示例更名企业', version: 2 };
      const others = Array.from({ length: 30 }, () => ({ ...first, id: newId() }));
      const all = [...others, first, renamed, objectIn(ELSEWHERE)];
      const followAll = () => bench.database.transaction(() => bench.moving.followAll(service, all));
      await followAll();
      expect(await journey.current()).toMatchObject({ gridCode: ELSEWHERE, ...positionIn(ELSEWHERE) });
      expect(await bench.projections.object(first.id)).toMatchObject({
        name: renamed.name,
        sourceVersion: 2,
      });
      const ids = all.map(({ id }) => id);
      expect(await bench.projections.areObjectsKnown([...ids, newId()])).toEqual([
        ...ids.map(() => true),
        false,
      ]);
      await followAll();
      const few = await statementsOf(2);
      expect(await statementsOf(50)).toBe(few);
    });

    const statementsOf = async (count: number): Promise<number> => {
      const counted = { statements: 0 };
      const changes = Array.from({ length: count }, () => ({
        ...objectIn(ANOTHER),
        id: newId(),
        creditCode: null,
      }));
      await countingStatements(counted, () =>
        bench.database.transaction(() => bench.moving.followAll(service, changes)),
      );
      return counted.statements;
    };

    test('has the grid of the register while the grids are not known', async () => {
      const journey = await about().reported();
      const change = { ...objectIn(ELSEWHERE), longitude: 1, latitude: 1 };
      await follow(change);
      expect(await journey.current()).toMatchObject({
        gridCode: ELSEWHERE,
        longitude: 1,
        latitude: 1,
        gridMatch: { basis: 'SOURCE' },
      });
    });
  });

  test.each([
    ['out of the district', { place: { longitude: 0, latitude: 0 } }, operator, 'PLACE_OUTSIDE'],
    ['to nowhere', {}, operator, 'INPUT_INVALID'],
    ['to an unknown object', { supervisedObjectId: freshKey() }, operator, 'NOT_FOUND'],
    ['by a head', { place: positionIn(ELSEWHERE) }, oldHead, 'FORBIDDEN'],
    ['unseen', { place: positionIn(ELSEWHERE) }, newHead, 'NOT_FOUND'],
    ['at a stale version', { place: positionIn(ELSEWHERE), version: 99 }, operator, 'VERSION_STALE'],
  ])('is not moved %s, and nothing changes', async (_name, more, actor, code) => {
    const journey = await begin().dispatched();
    const before = await journey.current();
    await expect(move(journey, more, actor)).rejects.toMatchObject({ code });
    expect(await journey.current()).toEqual(before);
    expect((await journey.tickets())[0]?.gridCode).toBe(before.gridCode);
  });

  test('stays in its grid once closed', async () => {
    const journey = await begin().closed();
    const refused = move(journey, { place: positionIn(ELSEWHERE) });
    await expect(refused).rejects.toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });

  test('goes to the grid that the desk files, beside the candidates of the polygons', async () => {
    const journey = await begin().reported();
    await bench.filing.accept(operator, await journey.input());
    const filed = await bench.filing.file(shiftLeader, { ...(await journey.input()), gridCode: '370871002' });
    expect(filed.gridMatch).toMatchObject({ gridCode: '370871002', basis: 'DESK', gridVersion: null });
    expect(filed.gridMatch?.candidates[0]?.gridCode).toBe('370871001001001');
  });
});
