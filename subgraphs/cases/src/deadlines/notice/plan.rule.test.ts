import { describe, expect, it } from '@jest/globals';
import { AROUND_THE_CLOCK, CHINESE_WORK_CALENDAR, type TimeSegment } from '@ecogrid/work-time';
import type { DeadlinePolicy } from './deadline-policy.entity.ts';
import { clockPlan, lookBackPlan, unacknowledgedPlan, type SentNotice } from './plan.rule.ts';

const shanghai = (local: string): Date => new Date(`${local.replace(' ', 'T')}+08:00`);
const calendar = CHINESE_WORK_CALENDAR;
const policy = {
  warnPercent: 75,
  warnLeadMinutes: 60,
  escalateEveryMinutes: 120,
  escalationLevels: ['OPERATOR', 'GRID_HEAD', 'SHIFT_LEADER'],
  acknowledgeMinutes: 60,
  phoneAfterMinutes: 30,
} as DeadlinePolicy;
const running = (from: string): TimeSegment[] => [
  { state: 'RUNNING', startedAt: shanghai(from), endedAt: null },
];
const sent = (kind: SentNotice['kind'], at: string, count = 1): SentNotice => ({
  kind,
  count,
  escalationLevel: null,
  dueAt: shanghai(at),
  sentAt: shanghai(at),
});
type Row = readonly [kind: string, count: number, escalationLevel: string | null, at: string];
const plan = (
  segments: readonly TimeSegment[],
  promiseMinutes: number,
  received: readonly SentNotice[],
  now: string,
  by = calendar,
): Row[] =>
  clockPlan(by, policy, { promiseMinutes, segments }, received, shanghai(now)).map(
    ({ kind, count, escalationLevel, dueAt }) => [kind, count, escalationLevel, local(dueAt)],
  );
const local = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

describe('the timers of a running clock', () => {
  // docs/domain.md §5: the six examples, with 60 working minutes of lead. A notice due at a session's end is sent when the next session begins.
  it.each([
    ['2018-02-14 16:30', 240, '2018-02-22 10:30', '2018-02-22 11:30'],
    ['2018-02-09 17:00', 900, '2018-02-12 16:00', '2018-02-12 17:00'],
    ['2018-02-10 10:00', 60, '2018-02-11 08:30', '2018-02-11 09:30'],
    ['2018-02-23 17:00', 120, '2018-02-24 09:00', '2018-02-24 10:00'],
    ['2018-04-04 11:30', 480, '2018-04-08 11:00', '2018-04-08 13:30'],
    ['2018-06-01 12:10', 30, '2018-06-01 13:30', '2018-06-01 14:00'],
  ])('from %s with %d minutes: warned at %s, overdue at %s', (start, minutes, lead, overdue) => {
    const planned = plan(running(start), minutes, [], start);
    expect(planned).toContainEqual(['WARNING_LEAD', 1, null, lead]);
    expect(planned.at(-1)).toEqual(['OVERDUE', 1, 'OPERATOR', overdue]);
    expect(planned).toHaveLength(3);
  });

  it.each<[string, SentNotice[], Row]>([
    [
      'one level higher',
      [sent('OVERDUE', '2018-06-04 09:00')],
      ['OVERDUE', 2, 'GRID_HEAD', '2018-06-04 11:00'],
    ],
    [
      'to the highest',
      [sent('OVERDUE', '2018-06-04 09:00'), sent('OVERDUE', '2018-06-04 11:00', 2)],
      ['OVERDUE', 3, 'SHIFT_LEADER', '2018-06-04 14:30'],
    ],
    [
      'and stays there',
      [sent('OVERDUE', '2018-06-04 16:00', 7)],
      ['OVERDUE', 8, 'SHIFT_LEADER', '2018-06-05 09:00'],
    ],
  ])('an overdue notice climbs: %s', (_what, received, next) => {
    expect(plan(running('2018-06-01 16:30'), 60, received, '2018-06-04 09:00').at(-1)).toEqual(next);
  });

  it('does not repeat a warning', () => {
    const received = [sent('WARNING_FRACTION', '2018-06-04 10:00')];
    const kinds = plan(running('2018-06-04 08:30'), 120, received, '2018-06-04 10:00').map(([kind]) => kind);
    expect(kinds).toEqual(['WARNING_LEAD', 'OVERDUE']);
  });

  it('sends missed notices late, and not at night', () => {
    const planned = plan(running('2018-06-01 08:30'), 60, [], '2018-06-02 00:00');
    expect(new Set(planned.map(([, , , at]) => at))).toEqual(new Set(['2018-06-04 08:30']));
  });

  it('sends urgent notices at night', () => {
    const planned = plan(running('2018-06-01 23:00'), 120, [], '2018-06-01 23:00', AROUND_THE_CLOCK);
    expect(planned).toEqual([
      ['WARNING_LEAD', 1, null, '2018-06-02 00:00'],
      ['WARNING_FRACTION', 1, null, '2018-06-02 00:30'],
      ['OVERDUE', 1, 'OPERATOR', '2018-06-02 01:00'],
    ]);
  });
});

describe('the timers of a clock that was paused', () => {
  const friday: TimeSegment = {
    state: 'RUNNING',
    startedAt: shanghai('2018-06-01 16:30'),
    endedAt: shanghai('2018-06-01 17:00'),
  };
  const pause: TimeSegment = { state: 'PAUSED', startedAt: shanghai('2018-06-01 17:00'), endedAt: null };
  const resumed = [
    friday,
    { ...pause, endedAt: shanghai('2018-06-04 09:00') },
    ...running('2018-06-04 09:00'),
  ];

  it('is nothing during a pause, also after a change of the promise', () => {
    expect(plan([friday, pause], 120, [], '2018-06-02 10:00')).toEqual([]);
    expect(plan([friday, pause], 600, [], '2018-06-02 10:00')).toEqual([]);
  });

  it('moves by the pause, the weekend in it counted once', () => {
    expect(plan(resumed, 120, [], '2018-06-04 09:00')).toEqual([
      ['WARNING_LEAD', 1, null, '2018-06-04 09:30'],
      ['WARNING_FRACTION', 1, null, '2018-06-04 10:00'],
      ['OVERDUE', 1, 'OPERATOR', '2018-06-04 10:30'],
    ]);
  });

  it('keeps the pause when the deadline was changed in it', () => {
    expect(plan(resumed, 240, [], '2018-06-04 09:00').at(-1)).toEqual([
      'OVERDUE',
      1,
      'OPERATOR',
      '2018-06-04 14:00',
    ]);
  });

  it('goes on climbing where it stood when it was overdue before the pause', () => {
    const received = [sent('OVERDUE', '2018-06-01 16:50')];
    const planned = plan(resumed, 20, received, '2018-06-04 09:00');
    expect(planned.at(-1)).toEqual(['OVERDUE', 2, 'GRID_HEAD', '2018-06-04 09:50']);
  });
});

describe('the plan for an unacknowledged ticket', () => {
  it.each([
    ['2018-06-01 16:00', '2018-06-01 17:00'],
    ['2018-06-01 17:00', '2018-06-04 09:00'],
    ['2018-06-01 11:00', '2018-06-01 13:30'],
    ['2018-06-02 10:00', '2018-06-04 09:30'],
  ])('issued at %s: an e-mail at %s', (issued, at) => {
    const [mail, ...rest] = unacknowledgedPlan(calendar, policy, shanghai(issued), []);
    expect([mail?.kind, mail && local(mail.dueAt), rest]).toEqual(['UNACKNOWLEDGED_MAIL', at, []]);
  });

  it('is a call after the e-mail, and then no more', () => {
    const mail = sent('UNACKNOWLEDGED_MAIL', '2018-06-01 17:10');
    const [call] = unacknowledgedPlan(calendar, policy, shanghai('2018-06-01 16:10'), [mail]);
    expect([call?.kind, call && local(call.dueAt)]).toEqual(['UNACKNOWLEDGED_PHONE', '2018-06-04 08:40']);
    const received = [mail, sent('UNACKNOWLEDGED_PHONE', '2018-06-04 08:40')];
    expect(unacknowledgedPlan(calendar, policy, shanghai('2018-06-01 16:10'), received)).toEqual([]);
  });
});

describe('the timers of a look-back', () => {
  it.each([
    ['2018-06-04', '2018-06-04 08:30'],
    ['2018-06-02', '2018-06-04 08:30'],
    ['2018-02-15', '2018-02-22 08:30'],
    ['2018-02-24', '2018-02-24 08:30'],
  ])('of %s is the first working minute, %s', (day, at) => {
    expect(local(lookBackPlan(calendar, day).dueAt)).toBe(at);
  });
});
