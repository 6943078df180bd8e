import { describe, expect, test } from '@jest/globals';
import { judged, type LastValue } from './finding.rule.ts';
import type { FindingKind } from './finding.vocabulary.ts';

const RULE = { lowest: '0', highest: '100', largestStep: '30', frozenAfter: 3 };
const START = Date.parse('2026-08-01T00:00:00Z');

type Sent = readonly [minute: number, value: string];

function findings(sent: readonly Sent[]): FindingKind[][] {
  let last: LastValue | null = null;
  return sent.map(([minute, value]) => {
    const judgement = judged(last, { value, measuredAt: new Date(START + minute * 60_000) }, RULE);
    last = judgement.last;
    return judgement.findings.map(({ kind }) => kind);
  });
}

/** Values at minutes `0, 1, 2, …`. */
const inTurn = (...values: string[]): Sent[] => values.map((value, minute) => [minute, value]);

describe('an instrument', () => {
  test.each<[name: string, sent: Sent[], expected: FindingKind[][]]>([
    ['that moves is sound', inTurn('50', '51', '80.5'), [[], [], []]],
    ['may stand at the ends of its range', inTurn('0', '30', '60', '90', '100'), [[], [], [], [], []]],
    ['below its range is implausible', inTurn('-0.1'), [['IMPLAUSIBLE']]],
    ['above its range is implausible', inTurn('100.01'), [['IMPLAUSIBLE']]],
    ['may differ by the largest step', inTurn('50', '80', '50'), [[], [], []]],
    ['that differs by more has jumped', inTurn('50', '80.1', '50'), [[], ['JUMP'], ['JUMP']]],
    ['has jumped from the last plausible value', inTurn('50', '900', '51'), [[], ['IMPLAUSIBLE'], []]],
    ['that stands still is frozen', inTurn('7', '7', '7', '7'), [[], [], ['FROZEN'], []]],
    ['is frozen however it writes its value', inTurn('7', '7.0', '07'), [[], [], ['FROZEN']]],
    [
      'that goes on standing still is frozen again',
      inTurn('7', '7', '7', '7', '7', '7'),
      [[], [], ['FROZEN'], [], [], ['FROZEN']],
    ],
    [
      'that moved between is not frozen',
      inTurn('7', '7', '8', '7', '7', '7'),
      [[], [], [], [], [], ['FROZEN']],
    ],
    [
      'is not judged by a value that comes late, or twice',
      [
        [5, '50'],
        [1, '90'],
        [5, '90'],
        [6, '51'],
      ],
      [[], [], [], []],
    ],
  ])('%s', (_name, sent, expected) => expect(findings(sent)).toEqual(expected));

  test('is named with the value and the figure of the rule', () => {
    const at = new Date(START);
    const last = { value: '50', measuredAt: new Date(START - 1), times: 2 };
    const detailOf = (value: string): string | undefined =>
      judged(last, { value, measuredAt: at }, RULE).findings[0]?.detail;
    expect([detailOf('900'), detailOf('90'), detailOf('50')]).toEqual([
      '900: not in 0..100',
      '50 to 90: more than 30',
      '50: 3 times in a row',
    ]);
  });
});
