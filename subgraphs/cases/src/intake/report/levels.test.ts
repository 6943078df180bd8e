import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import { cameras } from '@ecogrid/seed-district';
import {
  actorOf,
  freshKey,
  openBench,
  operator,
  positionIn,
  publicActor,
  shiftLeader,
  type CasesBench,
} from '../../testing/cases.builder.ts';
import type { ReviewLevel } from '../../codes/index.ts';
import { levelsOwed } from './levels.rule.ts';
import { reportWorkflow } from './report.workflow.ts';
import type { Report } from './report.entity.ts';

const GRID = '370871001001001';
const documentNumber = '济环督〔2026〕7号';

const member = actorOf('GRID_MEMBER', { grid: GRID });
const head = actorOf('GRID_HEAD', { grid: '370871001' });
const supervisor = actorOf('SUPERVISOR', { grid: GRID });
const street = actorOf('STREET_STAFF');
const inspector = actorOf('POST_SUPERVISION');
const [city, province] = [actorOf('CITY'), actorOf('PROVINCE')];

/** All possible reviewers, with those of the next grid and the next street. */
const REVIEWERS: Readonly<Record<string, Actor>> = {
  member,
  'member elsewhere': actorOf('GRID_MEMBER', { person: 'P0016' }),
  head,
  'head elsewhere': actorOf('GRID_HEAD', { grid: '370871002' }),
  operator,
  supervisor,
  street,
  city,
  province,
  inspector,
  department: actorOf('DEPARTMENT_STAFF'),
  public: publicActor,
};

/** The reviewers of each level. */
const GATES: Readonly<Record<keyof typeof ReviewLevel, string>> = {
  UNIT: 'member',
  STREET: 'head',
  ZONE: 'operator',
};

type Levels = ReadonlyArray<keyof typeof ReviewLevel>;
interface Row {
  readonly channelCode: string;
  readonly by: string;
  readonly actor: Actor;
  readonly carries?: object;
  readonly levels: Levels;
}

const campaign = { campaignCode: 'CAMPAIGN-3' };
const camera = { cameraId: cameras[0]?.id ?? '' };
const superior = (level: 'CITY' | 'PROVINCE') => ({ superior: { level, documentNumber } });

/** Channel by reporter: the levels in their order, those of the channel above the reporter's own. */
const ROWS: readonly Row[] = [
  { channelCode: 'SUPERVISOR', by: 'a supervisor', actor: supervisor, levels: ['UNIT', 'STREET'] },
  { channelCode: 'MEMBER', by: 'a member', actor: member, levels: ['STREET'] },
  { channelCode: 'MEMBER', by: 'a head', actor: head, levels: ['ZONE'] },
  { channelCode: 'CAMPAIGN', by: 'a member', actor: member, carries: campaign, levels: ['STREET'] },
  { channelCode: 'CAMPAIGN', by: 'a head', actor: head, carries: campaign, levels: ['ZONE'] },
  { channelCode: 'CAMPAIGN', by: 'street staff', actor: street, carries: campaign, levels: ['STREET'] },
  { channelCode: 'CAMPAIGN', by: 'an operator', actor: operator, carries: campaign, levels: ['STREET'] },
  { channelCode: 'CAMPAIGN', by: 'an inspector', actor: inspector, carries: campaign, levels: ['STREET'] },
  { channelCode: 'OPERATOR', by: 'an operator', actor: operator, levels: [] },
  { channelCode: 'OPERATOR', by: 'a shift leader', actor: shiftLeader, levels: [] },
  { channelCode: 'SUPERIOR', by: 'the city', actor: city, carries: superior('CITY'), levels: [] },
  { channelCode: 'SUPERIOR', by: 'the province', actor: province, carries: superior('PROVINCE'), levels: [] },
  { channelCode: 'SUPERIOR', by: 'an operator', actor: operator, carries: superior('CITY'), levels: [] },
  { channelCode: 'VIDEO', by: 'an operator', actor: operator, carries: camera, levels: [] },
  { channelCode: 'PUBLIC', by: 'the public', actor: publicActor, levels: [] },
];

describe.each(testEngines())('levels of review on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => {
    bench = await openBench(engine);
  });
  afterAll(() => bench.close());

  const submit = ({ channelCode, actor, carries }: Row): Promise<Report> => {
    const place = positionIn(GRID);
    const said = { idempotencyKey: freshKey(), description: '现场有异味', place, channelCode, ...carries };
    return bench.reporting.submit(actor, said);
  };
  const input = ({ id: reportId, version }: Report) => ({ reportId, version, idempotencyKey: freshKey() });
  const review = (actor: Actor, report: Report, decision: 'APPROVED' | 'DECLINED' = 'APPROVED') =>
    bench.reporting.review(actor, { ...input(report), decision, note: '已核对' });
  const adopted = (report: Report): Promise<string> =>
    bench.filing.adopt(operator, input(report)).then(
      () => 'adopted',
      (error: { code: string }) => error.code,
    );
  const reviewsOf = async ({ id }: Report) => {
    const [found] = await bench.reports.reviewsOf([id], undefined as never);
    return found as Array<{ level: string; decision: string; at: Date; reviewerId: string }>;
  };

  test('every channel is in the table, with every role that may report through it', async () => {
    const pairs = (await bench.categories.channels('2026-03-04')).flatMap(({ code, reporterRoles, isOpen }) =>
      [...reporterRoles, ...(isOpen ? ['PUBLIC'] : [])].map((role) => [code, role] as const),
    );
    const isRow = (code: string, role: string): boolean =>
      ROWS.some(
        ({ channelCode, actor }) =>
          channelCode === code && (actor.rights.some((right) => right.role === role) || actor.kind === role),
      );
    expect(pairs.length).toBeGreaterThan(10);
    expect(pairs.filter(([code, role]) => !isRow(code, role))).toEqual([]);
  });

  test.each(ROWS)('$channelCode of $by: only the gate whose turn it is opens, each in order', async (row) => {
    let report = await submit(row);
    expect(report.reviewLevels).toEqual(row.levels);
    const times: string[] = [];
    for (const [index, level] of row.levels.entries()) {
      expect(await adopted(report)).not.toBe('adopted');
      for (const [name, actor] of Object.entries(REVIEWERS)) {
        const isTheirs = name === GATES[level];
        expect([name, reportWorkflow.available(actor, report).includes('review')]).toEqual([name, isTheirs]);
        if (!isTheirs)
          await expect(review(actor, report)).rejects.toMatchObject(
            Object.values(GATES).includes(name) && actor.id !== row.actor.id
              ? { extensions: { details: { guard: `${level.toLowerCase()}ReviewsNext` } } }
              : { code: expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/) as unknown },
          );
      }
      times.push(`2026-03-04T01:0${index + 1}:00.000Z`);
      bench.setNow(times.at(-1) ?? '');
      report = await review(REVIEWERS[GATES[level]] as Actor, report);
    }
    for (const actor of Object.values(REVIEWERS))
      expect(reportWorkflow.available(actor, report)).not.toContain('review');
    const decided = await reviewsOf(report);
    expect(decided.map(({ level, decision, at }) => [level, decision, at.toISOString()])).toEqual(
      row.levels.map((level, index) => [level, 'APPROVED', times[index]]),
    );
    expect(decided.map(({ reviewerId }) => reviewerId)).toEqual(
      row.levels.map((level) => REVIEWERS[GATES[level]]?.id),
    );
    expect(await adopted(report)).toBe(row.channelCode === 'PUBLIC' ? 'GUARD_FAILED' : 'adopted');
  });

  test('a level that declines ends the way up: the report can only be rejected, by the desk', async () => {
    const [row] = ROWS as [Row];
    const declined = await review(member, await submit(row), 'DECLINED');
    expect(declined).toMatchObject({ state: 'RECEIVED', isDeclined: true, reviewsDone: 1 });
    for (const actor of [member, head]) expect(reportWorkflow.available(actor, declined)).toEqual([]);
    expect(reportWorkflow.available(operator, declined)).toEqual(['reject']);
    expect(await adopted(declined)).toBe('GUARD_FAILED');
    const rejected = await bench.reporting.reject(operator, { ...input(declined), reason: '经核实不属实' });
    expect(rejected).toMatchObject({ state: 'REJECTED', rejectionReason: '经核实不属实' });
  });

  test('a level that declines gives its reason', async () => {
    const report = await submit(ROWS[0] as Row);
    const silent = { ...input(report), decision: 'DECLINED' } as const;
    await expect(bench.reporting.review(member, silent)).rejects.toMatchObject({ code: 'GUARD_FAILED' });
  });

  test('no person reviews a report of their own, in any role', async () => {
    const report = await submit(ROWS[1] as Row);
    const promoted: Actor = { ...member, rights: [...member.rights, ...head.rights] };
    expect(reportWorkflow.available(promoted, report)).not.toContain('review');
    await expect(review(promoted, report)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await review(head, report)).reviewsDone).toBe(1);
  });
});

describe.each(testEngines())('rights are pairs on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => void (bench = await openBench(engine)), 60_000);
  afterAll(() => bench.close());

  const submitted = (): Promise<Report> =>
    bench.reporting.submit(supervisor, {
      idempotencyKey: freshKey(),
      description: '现场有异味',
      place: positionIn(GRID),
    });
  const approve = (actor: Actor, { id: reportId, version }: Report): Promise<Report> =>
    bench.reporting.review(actor, { reportId, version, decision: 'APPROVED', idempotencyKey: freshKey() });

  test('a member who is head of another street decides at the own level only', async () => {
    const elsewhere = actorOf('GRID_HEAD', { grid: '370871002' });
    const both: Actor = { ...member, rights: [...member.rights, ...elsewhere.rights] };
    const reviewed = await approve(both, await submitted());
    expect(reviewed.reviewsDone).toBe(1);
    expect(reportWorkflow.available(both, reviewed)).not.toContain('review');
    await expect(approve(both, reviewed)).rejects.toMatchObject({
      extensions: { details: { guard: 'streetReviewsNext' } },
    });
  });

  test('two levels of review are two people, even where one holds both offices of the grid', async () => {
    const both: Actor = { ...member, rights: [...member.rights, ...head.rights] };
    const reviewed = await approve(both, await submitted());
    expect(reportWorkflow.available(both, reviewed)).not.toContain('review');
    await expect(approve(both, reviewed)).rejects.toMatchObject({
      code: 'GUARD_FAILED',
      extensions: { details: { guard: 'reviewedByAnother' } },
    });
    expect((await approve(head, reviewed)).reviewsDone).toBe(2);
  });
});

describe('the levels that a report owes', () => {
  test.each([
    ['nothing of a channel without levels', [], ['STREET'], []],
    ['all, to a person without a level', ['UNIT', 'STREET', 'ZONE'], [], ['UNIT', 'STREET', 'ZONE']],
    ['those above a member', ['UNIT', 'STREET', 'ZONE'], ['UNIT'], ['STREET', 'ZONE']],
    ['those above a head', ['UNIT', 'STREET', 'ZONE'], ['STREET'], ['ZONE']],
    ['the desk, where no level is above', ['UNIT', 'STREET'], ['STREET'], ['ZONE']],
    ['the desk, where a member reports to members', ['UNIT'], ['UNIT'], ['ZONE']],
    ['those above the higher of two offices', ['UNIT', 'STREET'], ['UNIT', 'STREET'], ['ZONE']],
    ['the levels of the channel, to an operator', ['STREET'], ['ZONE'], ['STREET']],
  ] as const)('%s', (_name, levels, offices, owed) => {
    expect(levelsOwed(levels, offices)).toEqual(owed);
  });
});
