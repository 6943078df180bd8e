import { compareDecimals } from '../limit-rule/index.ts';
import type { FindingKind } from './finding.vocabulary.ts';
import type { InstrumentRule } from './instrument-rule.entity.ts';

/** A sign that an instrument measures nothing real. */
export interface Finding {
  readonly kind: FindingKind;
  /** The value, and the figure of the rule that it is compared with. */
  readonly detail: string;
}

/** The last plausible value of a factor at a device. */
export interface LastValue {
  readonly value: string;
  readonly measuredAt: Date;
  /** How often it came in a row. */
  readonly times: number;
}

export interface Judgement {
  readonly last: LastValue | null;
  readonly findings: readonly Finding[];
}

type Figures = Pick<InstrumentRule, 'lowest' | 'highest' | 'largestStep' | 'frozenAfter'>;

/**
 * Judges the next value. An implausible one is compared with nothing else; one that was sent late is not judged by the
 * values before. See docs/decisions/0121.
 */
export function judged(
  last: LastValue | null,
  { value, measuredAt }: Pick<LastValue, 'value' | 'measuredAt'>,
  { lowest, highest, largestStep, frozenAfter }: Figures,
): Judgement {
  if (compareDecimals(value, lowest) < 0 || compareDecimals(value, highest) > 0)
    return { last, findings: [{ kind: 'IMPLAUSIBLE', detail: `${value}: not in ${lowest}..${highest}` }] };
  if (last && measuredAt <= last.measuredAt) return { last, findings: [] };
  const isSame = last !== null && compareDecimals(value, last.value) === 0;
  const times = isSame ? last.times + 1 : 1;
  const findings: Finding[] = [];
  if (last && Math.abs(Number(value) - Number(last.value)) > Number(largestStep))
    findings.push({ kind: 'JUMP', detail: `${last.value} to ${value}: more than ${largestStep}` });
  // Once for each time that it stands still as long.
  if (times % frozenAfter === 0)
    findings.push({ kind: 'FROZEN', detail: `${value}: ${times} times in a row` });
  return { last: { value, measuredAt, times }, findings };
}
