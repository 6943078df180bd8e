import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { cameras, supervisedObjects } from '@ecogrid/seed-district';
import type { Actor } from '@ecogrid/identity';
import {
  actorOf,
  freshKey,
  openBench,
  operator,
  positionIn,
  publicActor,
  type CasesBench,
} from '../../testing/cases.builder.ts';
import { IntakeChannel, type ReviewLevel } from '../../codes/index.ts';
import type { Report } from './index.ts';
import type { SubmitReportInput } from './report.input.ts';

type Levels = ReadonlyArray<keyof typeof ReviewLevel>;

interface Row {
  readonly channelCode: string;
  readonly actor: Actor;
  /** The demands of the channel beside a place. */
  readonly carries?: Partial<SubmitReportInput>;
  readonly levels?: Levels;
  readonly needsVerification?: true;
  readonly refused: Actor;
}

const GRID = '370871001001001';
const member = actorOf('GRID_MEMBER', { grid: GRID });
const head = actorOf('GRID_HEAD', { grid: '370871001' });
const city = actorOf('CITY');
const province = actorOf('PROVINCE');
const documentNumber = '济环督〔2026〕7号';
const superior = { level: 'CITY', documentNumber } as const;

/** docs/domain.md rows 34-35: the roles, the demands and the outcome of each channel. */
const CHANNELS: readonly Row[] = [
  { channelCode: 'MEMBER', actor: member, levels: ['STREET'], refused: actorOf('SUPERVISOR') },
  { channelCode: 'SUPERVISOR', actor: actorOf('SUPERVISOR'), levels: ['UNIT', 'STREET'], refused: member },
  { channelCode: 'OPERATOR', actor: operator, refused: city },
  { channelCode: 'SUPERIOR', actor: city, carries: { superior }, refused: head },
  {
    channelCode: 'CAMPAIGN',
    actor: actorOf('STREET_STAFF'),
    carries: { campaignCode: 'CAMPAIGN-3' },
    levels: ['STREET'],
    refused: city,
  },
  { channelCode: 'VIDEO', actor: operator, carries: { cameraId: cameras[0]?.id ?? '' }, refused: member },
  { channelCode: 'PUBLIC', actor: publicActor, needsVerification: true, refused: publicActor },
];

describe.each(testEngines())('intake channels on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => {
    bench = await openBench(engine);
  });
  afterAll(() => bench.close());

  const place = positionIn(GRID);
  const submit = (actor: Actor, more: Partial<SubmitReportInput>): Promise<Report> =>
    bench.reporting.submit(actor, { idempotencyKey: freshKey(), description: '现场有异味', place, ...more });

  const submitAbout = (object: NonNullable<SubmitReportInput['object']>): Promise<Report> =>
    bench.reporting.submit(publicActor, { idempotencyKey: freshKey(), description: '现场有异味', object });

  test.each(CHANNELS)('$channelCode requires the fields of its row, and stores them', async (row) => {
    const { channelCode, actor, carries = {}, levels = [], needsVerification = false } = row;
    const report = await submit(actor, { channelCode, ...carries });
    expect(report).toMatchObject({ channelCode, reviewLevels: levels, needsVerification, gridCode: GRID });
    expect(report).toMatchObject({
      superiorLevel: carries.superior?.level ?? null,
      superiorDocument: carries.superior?.documentNumber ?? null,
      campaignCode: carries.campaignCode ?? null,
      cameraId: carries.cameraId ?? null,
    });
  });

  test.each(CHANNELS.filter(({ carries }) => carries))(
    '$channelCode refuses a report without its required fields',
    async (row) => {
      const [named] = Object.keys(row.carries ?? {});
      const refused = submit(row.actor, { channelCode: row.channelCode });
      await expect(refused).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        extensions: {
          details: {
            problems: [{ path: `input.${named}`, problem: 'demanded', channelCode: row.channelCode }],
          },
        },
      });
    },
  );

  test.each(CHANNELS.filter(({ refused }) => refused !== publicActor))(
    '$channelCode is closed to others',
    async (row) => {
      const { channelCode, carries = {} } = row;
      await expect(submit(row.refused, { channelCode, ...carries })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      await expect(submit(publicActor, { channelCode, ...carries })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    },
  );

  test('EXCEEDANCE takes no reports of people: an instrument raises them', async () => {
    await expect(submit(operator, { channelCode: 'EXCEEDANCE' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('PUBLIC wants a place, or an object that has one', async () => {
    const object = { kind: 'COAL_YARD', name: '示例煤场' } as const;
    const nowhere = { idempotencyKey: freshKey(), description: '煤场扬尘', object };
    await expect(bench.reporting.submit(publicActor, nowhere)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    expect(await submit(publicActor, { object })).toMatchObject({
      objectKind: 'COAL_YARD',
      objectName: '示例煤场',
    });
  });

  test('an object of the register brings its kind, its name and its grid', async () => {
    const yard = supervisedObjects.find(({ kind }) => kind === 'COAL_YARD')!;
    const report = await submitAbout({ id: yard.id, name: '别的名字' });
    expect(report).toMatchObject({
      supervisedObjectId: yard.id,
      objectKind: 'COAL_YARD',
      objectName: yard.name,
      enterpriseCode: null,
      gridMatch: { basis: 'OBJECT' },
    });
  });

  test.each([
    [{ name: '示例煤场' }, 'INPUT_INVALID'],
    [{ id: freshKey() }, 'NOT_FOUND'],
  ])('an object that is neither of the register nor of a kind is refused: %j', async (object, code) => {
    await expect(submitAbout(object)).rejects.toMatchObject({ code });
  });

  test.each([
    { who: 'the city', actor: city, level: 'CITY', code: null },
    { who: 'the city', actor: city, level: 'PROVINCE', code: 'FORBIDDEN' },
    { who: 'the province', actor: province, level: 'PROVINCE', code: null },
    { who: 'the province', actor: province, level: 'MINISTRY', code: 'FORBIDDEN' },
    { who: 'the desk', actor: operator, level: 'MINISTRY', code: null },
  ] as const)('$who assigning as $level: $code', async ({ actor, level, code }) => {
    const assigned = submit(actor, { channelCode: 'SUPERIOR', superior: { level, documentNumber } });
    if (code) await expect(assigned).rejects.toMatchObject({ code });
    else expect(await assigned).toMatchObject({ superiorLevel: level, superiorDocument: documentNumber });
  });

  test.each([
    ['a campaign that is over', 'CAMPAIGN-1', '2026-05-01T01:00:00.000Z'],
    ['a campaign yet to come', 'CAMPAIGN-6', '2026-03-04T01:00:00.000Z'],
    ['no campaign', 'CAMPAIGN-99', '2026-03-04T01:00:00.000Z'],
  ])('a report names %s', async (_name, campaignCode, now) => {
    bench.setNow(now);
    const refused = submit(member, { channelCode: 'CAMPAIGN', campaignCode });
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
    bench.setNow('2026-03-04T01:00:00.000Z');
  });

  test('a channel with new rules from a day on does not change earlier reports', async () => {
    const before = await submit(member, { channelCode: 'MEMBER' });
    await bench.database.transaction(async (manager) => {
      const now = await manager.findOneByOrFail(IntakeChannel, { code: 'MEMBER' });
      await manager.update(IntakeChannel, { code: 'MEMBER' }, { effectiveTo: '2026-04-01' });
      const later = { effectiveFrom: '2026-04-01', effectiveTo: null };
      await manager.insert(IntakeChannel, { ...now, ...later, reviewLevels: ['STREET', 'ZONE'] });
    });
    bench.setNow('2026-03-31T15:59:59.000Z');
    expect((await submit(member, { channelCode: 'MEMBER' })).reviewLevels).toEqual(['STREET']);
    bench.setNow('2026-03-31T16:00:00.000Z');
    expect((await submit(member, { channelCode: 'MEMBER' })).reviewLevels).toEqual(['STREET', 'ZONE']);
    expect((await bench.reports.find(before.id))?.reviewLevels).toEqual(['STREET']);
    expect(await bench.categories.channel('MEMBER', '2026-03-31')).toMatchObject({
      reviewLevels: ['STREET'],
    });
  });
});
