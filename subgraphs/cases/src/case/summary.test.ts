import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { validate } from 'class-validator';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import { mayReadWords } from '../intake/index.ts';
import {
  actorOf,
  freshKey,
  openBench,
  operator,
  positionIn,
  publicActor,
  shiftLeader,
  type CasesBench,
} from '../testing/cases.builder.ts';
import { caseWorkflow, type Case } from './index.ts';
import { AmendCaseInput } from './case.input.ts';
import { lineOf, titleOf } from './words.rule.ts';

const GRID = '370871001001001';
/** F16: the words of a complainant. */
const WORDS = {
  description: '我是厂区对面3号楼的王某某,电话13800000000,夜里偷排,请保密',
  placeDescription: '王某某家对面',
  object: { kind: 'CONSTRUCTION_SITE', name: '王某某举报的工地' },
} as const;
const CANARY = '王某某';

describe('the title of a case without one by the desk', () => {
  test('holds the category, and the object or the channel', () => {
    expect(titleOf('示例水务', { name: '河道污染' }, { name: '公众举报' })).toBe('河道污染(示例水务)');
    expect(titleOf(null, null, { name: '公众举报' })).toBe('类别待定(公众举报)');
  });

  test('is one line, cut between characters (F14)', () => {
    expect(lineOf('一\n二\u2028三')).toBe('一 二 三');
    expect(lineOf('𠮷'.repeat(80))).toBe('𠮷'.repeat(60));
  });
});

test.each([
  ['河道浑浊', 'one line', []],
  ['河道\n浑浊', 'two lines', ['isLine']],
])('a title of the desk, %j, is %s', async (title, _what, problems) => {
  const found = await validate(Object.assign(new AmendCaseInput(), { title }));
  const own = found.find(({ property }) => property === 'title');
  expect(Object.keys(own?.constraints ?? {})).toEqual(problems);
});

describe('the words of a report', () => {
  const report = { gridCode: GRID, reporterId: 'the reporter' };
  const elsewhere = { grid: '370871002001001' };
  const readers: ReadonlyArray<readonly [string, Actor, boolean]> = [
    ['an operator', operator, true],
    ['a shift leader', shiftLeader, true],
    ['the member of the grid', actorOf('GRID_MEMBER', { grid: GRID }), true],
    ['the head of the street', actorOf('GRID_HEAD', { grid: '370871001' }), true],
    ['the reporter', { ...actorOf('SUPERVISOR', elsewhere), id: 'the reporter' }, true],
    ['the member of another grid', actorOf('GRID_MEMBER', elsewhere), false],
    ['another supervisor of the grid', actorOf('SUPERVISOR', { grid: GRID }), false],
    ['the staff of the street', actorOf('STREET_STAFF', { grid: '370871001' }), false],
    ['post-supervision', actorOf('POST_SUPERVISION'), false],
    ['the city', actorOf('CITY'), false],
    ['an assessor', actorOf('ASSESSOR'), false],
    ['a department', actorOf('DEPARTMENT_STAFF'), false],
    ['an enterprise', actorOf('ENTERPRISE_USER'), false],
    ['the public', publicActor, false],
  ];
  test.each(readers)('are for %s', (_who, actor, isReader) => {
    expect(mayReadWords(actor, report)).toBe(isReader);
  });

  test('of an anonymous reporter are not for other callers without a token', () => {
    expect(mayReadWords(publicActor, { ...report, reporterId: null })).toBe(false);
  });
});

describe.each(testEngines())('the summary of a case on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => void (bench = await openBench(engine)));
  afterAll(() => bench.close());

  const adopted = async (words: { summary?: string } = {}): Promise<Case> => {
    const place = positionIn(GRID);
    const said = { ...WORDS, channelCode: 'OPERATOR', categoryCode: 'RIVER', place };
    const { id: reportId } = await bench.reporting.submit(operator, { ...said, idempotencyKey: freshKey() });
    return bench.filing.adopt(operator, { reportId, version: 1, idempotencyKey: freshKey(), ...words });
  };
  const on = async ({ id: caseId }: Case) => {
    const { version } = await bench.cases.existing(caseId);
    return { caseId, version, idempotencyKey: freshKey() };
  };
  const notes = async ({ id }: Case): Promise<Array<string | null>> =>
    (await bench.lines.wholeOf([id])).flat().map(({ note }) => note);
  const found = async (text: string): Promise<string[]> => {
    const page = await bench.cases.page({ text, now: new Date() }, 'CREATED_AT', operator, { first: 50 });
    return page.rows.map(({ id }) => id);
  };

  test('and all else of the case hold no word of the reporter', async () => {
    const opened = await adopted();
    expect(opened).toMatchObject({ summary: null, objectName: null, title: '河道污染(坐席登记)' });
    const kept = [
      await bench.cases.existing(opened.id),
      await notes(opened),
      await bench.announced('CaseChanged'),
    ];
    expect(JSON.stringify(kept)).not.toContain(CANARY);
    expect(await found(CANARY)).toEqual([]);
    expect(await found('13800000000')).toEqual([]);
  });

  test('is demanded by filing, which is offered once it is written', async () => {
    const opened = await adopted();
    const accepted = await bench.filing.accept(operator, await on(opened));
    expect(caseWorkflow.available(shiftLeader, accepted)).not.toContain('file');
    await expect(bench.filing.file(shiftLeader, await on(opened))).rejects.toMatchObject({
      code: 'GUARD_FAILED',
      extensions: { details: { guard: 'summaryWritten' } },
    });
    const amended = await bench.filing.amend(operator, { ...(await on(opened)), summary: '夜间偷排' });
    expect(caseWorkflow.available(shiftLeader, amended)).toContain('file');
    expect((await bench.filing.file(shiftLeader, await on(opened))).state).toBe('FILED');
  });

  test('is amended once for each key, at the version that was read, and the history keeps each wording', async () => {
    const opened = await adopted({ summary: '河道水体发黑' });
    const input = { ...(await on(opened)), summary: '河道水体浑浊', title: '河道浑浊', objectName: '某排口' };
    const amended = await bench.filing.amend(operator, input);
    expect(amended).toMatchObject({ version: 2, state: 'REPORTED', title: '河道浑浊', objectName: '某排口' });
    expect(await bench.filing.amend(operator, input)).toMatchObject({ version: 2 });
    await expect(
      bench.filing.amend(operator, { ...input, idempotencyKey: freshKey() }),
    ).rejects.toMatchObject({ code: 'VERSION_STALE' });
    expect(await notes(opened)).toEqual([
      '案情摘要 summary: 河道水体发黑',
      '标题 title: 河道浑浊\n案情摘要 summary: 河道水体浑浊\n监管对象 object: 某排口',
    ]);
    expect(await found('浑浊')).toEqual([opened.id]);
    expect(await found('发黑')).toEqual([]);
  });

  test('is amended by operators only, and with at least one word', async () => {
    const opened = await adopted();
    await expect(
      bench.filing.amend(actorOf('GRID_HEAD', { grid: '370871001' }), {
        ...(await on(opened)),
        summary: '改',
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(bench.filing.amend(operator, await on(opened))).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });
});
