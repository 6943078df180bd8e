import { describe, expect, test } from '@jest/globals';
import { advanced, cutOff, type Run, type Step } from './run.rule.ts';

const LIMIT = { bound: 'UPPER', limit: '50' } as const;
const START = Date.parse('2026-08-01T00:00:00Z');
const at = (minute: number): Date => new Date(START + minute * 60_000);

/** Values at minutes; above 50 they are beyond the limit. */
type Sent = readonly [minute: number, value: string, isCorrection?: boolean];

function play(sent: readonly Sent[], opensAfter: number, endsAfter: number): Step[] {
  const steps: Step[] = [];
  let run: Run | null = null;
  for (const [minute, value, isCorrection = false] of sent) {
    const broken = Number(value) > 50 ? LIMIT : null;
    const step = advanced(
      run,
      { value, measuredAt: at(minute), isCorrection, broken },
      { opensAfter, endsAfter },
    );
    run = step.run?.endedAt ? null : step.run;
    steps.push(step);
  }
  return steps;
}
const changes = (steps: readonly Step[]) => steps.map(({ change }) => change);

describe('an episode', () => {
  test.each<[name: string, sent: Sent[], counts: [number, number], expected: Array<Step['change']>]>([
    [
      'three packets are one',
      [
        [0, '60'],
        [1, '70'],
        [2, '65'],
      ],
      [1, 1],
      ['OPENED', 'GREW', 'GREW'],
    ],
    [
      'a value within the limit ends it',
      [
        [0, '60'],
        [1, '40'],
      ],
      [1, 1],
      ['OPENED', 'ENDED'],
    ],
    [
      'a value on the limit is within',
      [
        [0, '60'],
        [1, '50'],
      ],
      [1, 1],
      ['OPENED', 'ENDED'],
    ],
    [
      'three in a row open it',
      [
        [0, '60'],
        [1, '60'],
        [2, '60'],
        [3, '60'],
      ],
      [3, 1],
      [null, null, 'OPENED', 'GREW'],
    ],
    [
      'two in a row and a good one open nothing, and the count begins anew',
      [
        [0, '60'],
        [1, '60'],
        [2, '40'],
        [3, '60'],
        [4, '60'],
        [5, '60'],
      ],
      [3, 1],
      [null, null, null, null, null, 'OPENED'],
    ],
    [
      'three good ones in a row end it, and a bad one between begins the count anew',
      [
        [0, '60'],
        [1, '40'],
        [2, '40'],
        [3, '60'],
        [4, '40'],
        [5, '40'],
        [6, '40'],
      ],
      [1, 3],
      ['OPENED', null, null, 'GREW', null, null, 'ENDED'],
    ],
    [
      'after its end another one opens',
      [
        [0, '60'],
        [1, '40'],
        [2, '60'],
      ],
      [1, 1],
      ['OPENED', 'ENDED', 'OPENED'],
    ],
    [
      'a good value sent late ends nothing',
      [
        [5, '60'],
        [1, '40'],
        [2, '40'],
      ],
      [1, 1],
      ['OPENED', null, null],
    ],
    [
      'good values alone are nothing',
      [
        [0, '40'],
        [1, '40'],
      ],
      [1, 1],
      [null, null],
    ],
    [
      'a mean that is corrected to a good value ends it',
      [
        [0, '60'],
        [0, '40', true],
      ],
      [1, 1],
      ['OPENED', 'ENDED'],
    ],
  ])('%s', (_name, sent, [opensAfter, endsAfter], expected) => {
    expect(changes(play(sent, opensAfter, endsAfter))).toEqual(expected);
  });

  test('grows in peak, time and readings; a late one moves its beginning; a good one does not move its end', () => {
    const steps = play(
      [
        [10, '60'],
        [20, '80.5'],
        [5, '70'],
        [30, '75'],
        [40, '40'],
        [41, '40'],
      ],
      1,
      2,
    );
    expect(steps.at(-2)?.run).toMatchObject({
      peak: '80.5',
      peakAt: at(20),
      firstAt: at(5),
      lastAt: at(30),
      readingCount: 4,
      withinCount: 1,
      endedAt: null,
    });
    // It ended with the first value that was good again.
    expect(steps.at(-1)?.run).toMatchObject({ endedAt: at(40), lastAt: at(30) });
  });

  test('counts a corrected mean once, with its new value', () => {
    expect(
      play(
        [
          [0, '60'],
          [0, '90', true],
        ],
        1,
        1,
      ).at(-1)?.run,
    ).toMatchObject({ peak: '90', readingCount: 1 });
  });

  test('takes the value that is farther from its bound as the peak', () => {
    const low = {
      value: '2',
      measuredAt: at(1),
      isCorrection: false,
      broken: { bound: 'LOWER', limit: '6' },
    } as const;
    const high = {
      value: '9.5',
      measuredAt: at(0),
      isCorrection: false,
      broken: { bound: 'UPPER', limit: '9' },
    } as const;
    const counts = { opensAfter: 1, endsAfter: 1 };
    const run = advanced(advanced(null, high, counts).run, low, counts).run;
    expect(run).toMatchObject({ peak: '2', bound: 'LOWER', limit: '6', readingCount: 2 });
  });

  test('is cut off with its rule; a pending one is nothing', () => {
    const [open] = play([[0, '60']], 1, 1);
    expect(cutOff(open?.run as Run, at(9))).toMatchObject({ change: 'ENDED', run: { endedAt: at(9) } });
    const [pending] = play([[0, '60']], 2, 1);
    expect(cutOff(pending?.run as Run, at(9))).toEqual({ run: null, change: null });
  });
});
