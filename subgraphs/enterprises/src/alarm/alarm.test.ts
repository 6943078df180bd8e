import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import type { EcoGridError } from '@ecogrid/errors';
import { encodeFrame } from '@ecogrid/hj212';
import { aDevice } from '@ecogrid/hj212/testing';
import { Metrics, silentLogger } from '@ecogrid/service';
import {
  WATCHED,
  aCodPacket,
  aSeededDistrict,
  importFilesOfTest,
  anActor,
  type SeededDistrict,
} from '../enterprises.builder.ts';
import { Episode } from '../episode/index.ts';
import { partsOf } from '../features.ts';
import { openHj212Door, type Hj212Door } from '../ingest/index.ts';
import { LimitRule } from '../limit-rule/index.ts';
import type { PublishLimitRuleInput } from './alarm.input.ts';

const NOW = new Date('2026-08-10T02:00:00Z');
const desk = anActor('OPERATOR');
/** Stands for the daily limit of COD at all outlets, whose id each start gives. */
const OF_ALL_OUTLETS = 'of all outlets';

describe.each(testEngines())('alarm rules on $name', (engine) => {
  let district: SeededDistrict;
  let parts: ReturnType<typeof partsOf>;
  let door: Hj212Door;
  let daily: LimitRule;
  beforeAll(async () => {
    district = await aSeededDistrict(engine);
    const { database, log } = district;
    const base = {
      database,
      outbox: log.outbox,
      clock: { now: () => NOW },
      logger: silentLogger,
      ...importFilesOfTest(),
    };
    parts = partsOf(base);
    const where = { medium: 'WATER', averaging: 'DAILY', pollutantCode: 'w01018' } as const;
    daily = await database.manager.findOneByOrFail(LimitRule, where);
    door = await openHj212Door({ ...parts, metrics: new Metrics(), address: { host: '127.0.0.1', port: 0 } });
  });
  afterAll(async () => {
    await door.close();
    await district.close();
  });

  /** The mean of a day of COD. */
  const sendDay = async (day: string, cod: string): Promise<void> => {
    const instrument = await aDevice(door.port);
    const data = [
      [['DataTime', `${day}000000`]],
      [
        ['w01018-Avg', cod],
        ['w01018-Flag', 'N'],
      ],
    ] as const;
    const cp = data.map((group) => group.map(([name, value]): [string, string] => [name, value]));
    instrument.send(encodeFrame({ ...aCodPacket(), cn: '2031', qn: `${day}010000000`, cp }));
    expect(await instrument.answer()).toContain('CN=9014');
    instrument.reset();
  };
  const rule = {
    outletId: WATCHED.outlet.id,
    pollutantCode: 'w01018',
    averaging: 'DAILY',
    upper: '30',
    unit: 'mg/L',
    opensAfter: 2,
    endsAfter: 1,
    isConverted: false,
  } as const;
  const input = (more: Partial<PublishLimitRuleInput> = {}): PublishLimitRuleInput => ({
    idempotencyKey: newId(),
    rule,
    standard: 'DB37/3416.1-2023',
    basisNote: '表 2',
    effectiveFrom: '2026-08-11',
    ...more,
  });
  const refusal = async (work: Promise<unknown>): Promise<unknown> => {
    const error = await work.then(
      () => undefined,
      (fault: unknown) => fault as EcoGridError,
    );
    return [error?.code, error?.extensions['details']];
  };

  test('a reading is judged by the rule in force at its time: a published rule begins on its day', async () => {
    const published = await parts.alarmService.publish(desk, input());
    expect(published).toMatchObject({ upper: '30', effectiveTo: null, publishedAt: NOW });
    for (const day of ['20260809', '20260810']) await sendDay(day, '40');
    expect(await district.database.manager.countBy(Episode, { limitRuleId: published.id })).toBe(0);
    const next = await parts.alarmService.publish(
      desk,
      input({ effectiveFrom: '2026-08-20', rule: { ...rule, upper: '20' }, replacesId: published.id }),
    );
    expect(await district.database.manager.findOneBy(LimitRule, { id: published.id })).toMatchObject({
      effectiveTo: '2026-08-20',
    });
    expect(next).toMatchObject({ upper: '20', effectiveTo: null });
  });

  test('the same key publishes once', async () => {
    const once = input({ effectiveFrom: '2027-01-01', effectiveTo: '2027-02-01' });
    const [first, again] = [
      await parts.alarmService.publish(desk, once),
      await parts.alarmService.publish(desk, once),
    ];
    expect(again.id).toBe(first.id);
  });

  test.each<[name: string, change: Partial<PublishLimitRuleInput>, expected: unknown]>([
    [
      'in the past',
      { effectiveFrom: '2026-08-09' },
      ['GUARD_FAILED', expect.objectContaining({ guard: 'notInThePast' })],
    ],
    [
      'of an unknown factor',
      { rule: { ...rule, pollutantCode: 'w99999' } },
      [
        'INPUT_INVALID',
        { problems: [expect.objectContaining({ path: 'input.rule.pollutantCode', problem: 'unknown' })] },
      ],
    ],
    [
      'of an outlet and a medium',
      { rule: { ...rule, medium: 'WATER' } },
      ['INPUT_INVALID', { problems: [expect.objectContaining({ problem: 'exactlyOne' })] }],
    ],
    [
      'whose bounds cross',
      { rule: { ...rule, lower: '30.0' } },
      [
        'INPUT_INVALID',
        { problems: [expect.objectContaining({ path: 'input.rule.lower', problem: 'boundOrder' })] },
      ],
    ],
    [
      'that ends before it begins',
      { effectiveTo: '2026-08-11' },
      ['INPUT_INVALID', { problems: [expect.objectContaining({ problem: 'ordered' })] }],
    ],
    [
      'in the place of an unknown one',
      { replacesId: newId() },
      ['NOT_FOUND', expect.objectContaining({ thing: 'limitRule' })],
    ],
    [
      'in the place of one of all outlets',
      { replacesId: OF_ALL_OUTLETS },
      ['GUARD_FAILED', expect.objectContaining({ guard: 'ruleAlike' })],
    ],
  ])('a rule %s is refused and changes nothing', async (_name, change, expected) => {
    const before = await district.database.manager.count(LimitRule);
    const isOfAll = 'replacesId' in change && change.replacesId === OF_ALL_OUTLETS;
    const given = input({ ...change, ...(isOfAll && { replacesId: daily.id }) });
    expect(await refusal(parts.alarmService.publish(desk, given))).toEqual(expected);
    expect(await district.database.manager.count(LimitRule)).toBe(before);
  });

  test('a rule that was replaced meanwhile is not replaced again', async () => {
    const only = { ...rule, pollutantCode: 'w21003' };
    const first = await parts.alarmService.publish(desk, input({ rule: only }));
    const change = { rule: only, effectiveFrom: '2026-09-01', replacesId: first.id };
    await parts.alarmService.publish(desk, input(change));
    expect(await refusal(parts.alarmService.publish(desk, input(change)))).toEqual([
      'GUARD_FAILED',
      expect.objectContaining({ guard: 'ruleInForce', day: '2026-09-01' }),
    ]);
  });

  test('an alarm shows its readings, its rule and its clause, in both languages', async () => {
    for (const [day, cod] of [
      ['20260801', '60'],
      ['20260802', '70'],
      ['20260803', '40'],
    ] as const)
      await sendDay(day, cod);
    const [episode] = await district.database.manager.findBy(Episode, { limitRuleId: daily.id, peak: '70' });
    const found = await parts.alarmService.explain(
      episode!,
      await district.database.manager.findOneBy(LimitRule, { id: daily.id }),
      await parts.alarms.pollutant('w01018'),
    );
    expect(found.readings.map(({ value, brokenBound }) => [value, brokenBound])).toEqual([
      ['60', 'UPPER'],
      ['70', 'UPPER'],
      ['40', null],
    ]);
    expect(found.text).toBe(
      '化学需氧量日均值高于上限 50 mg/L,最差 70 mg/L,共 2 个;连续 1 个超标即报警,连续 1 个达标即结束。依据:GB 18918-2002 1A。',
    );
    expect(found.textEn).toContain('2 daily value(s) above the upper limit of 50 mg/L, the worst 70 mg/L');
    expect(found.textEn).toContain('Source: GB 18918-2002 1A.');
  });

  test('a trial lists the exceedances of a rule, and raises none', async () => {
    await sendDay('20260701', '45');
    await sendDay('20260702', '46');
    const before = await district.database.manager.count(Episode);
    const range = {
      measuredSince: new Date('2026-06-30T16:00:00Z'),
      measuredBefore: new Date('2026-07-05T16:00:00Z'),
    };
    const { outletId, ...rest } = rule;
    for (const scope of [{ outletId }, { medium: 'WATER' as const }])
      expect(await parts.alarmService.dryRun(desk, { rule: { ...rest, ...scope }, ...range })).toMatchObject({
        valueCount: 2,
        isComplete: true,
        episodeCount: 1,
        episodes: [{ outletId, peak: '46', readingCount: 2, endedAt: null }],
      });
    expect(
      await parts.alarmService.dryRun(desk, { rule: { ...rest, medium: 'AIR' }, ...range }),
    ).toMatchObject({
      valueCount: 0,
      episodeCount: 0,
    });
    expect(await district.database.manager.count(Episode)).toBe(before);
    expect(
      await refusal(
        parts.alarmService.dryRun(desk, {
          rule,
          measuredSince: range.measuredBefore,
          measuredBefore: range.measuredSince,
        }),
      ),
    ).toEqual([
      'INPUT_INVALID',
      { problems: [expect.objectContaining({ path: 'measuredBefore', problem: 'range' })] },
    ]);
    const head = anActor('GRID_HEAD', { grid: '370871001' });
    expect(await refusal(parts.alarmService.dryRun(head, { rule, ...range }))).toEqual([
      'FORBIDDEN',
      expect.anything(),
    ]);
  });
});
