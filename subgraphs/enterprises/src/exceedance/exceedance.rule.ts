import {
  type Averaging,
  brokenBound,
  isInForce,
  type BrokenBound,
  type LimitRule,
} from '../limit-rule/index.ts';
import { DataFlag, ReadingInterval, ReadingStatistic, type Reading } from '../reading/index.ts';

/** A rule that a reading was compared with. */
export interface Verdict {
  readonly rule: LimitRule;
  /** How the reading breaks it; null when it keeps it. */
  readonly broken: BrokenBound | null;
}

export type Measured = Pick<
  Reading,
  'interval' | 'statistic' | 'flag' | 'pollutantCode' | 'unit' | 'value' | 'measuredAt'
>;

/** Of a device: its edition, and whether its last real-time value of the factor was flagged as normal. */
interface FlagContext {
  readonly protocolVersion: string;
  readonly isNormal: boolean;
}

type Kind = Pick<Reading, 'interval' | 'statistic'>;

/** The readings that a rule is compared with, by its mean: as measured, and at the reference oxygen content (折算). */
const COMPARED: Readonly<Record<Averaging, readonly [measured: Kind, converted: Kind]>> = {
  REAL_TIME: [
    { interval: ReadingInterval.REAL_TIME, statistic: ReadingStatistic.REAL_TIME },
    { interval: ReadingInterval.REAL_TIME, statistic: ReadingStatistic.CONVERTED_REAL_TIME },
  ],
  HOURLY: [
    { interval: ReadingInterval.HOUR, statistic: ReadingStatistic.AVERAGE },
    { interval: ReadingInterval.HOUR, statistic: ReadingStatistic.CONVERTED_AVERAGE },
  ],
  DAILY: [
    { interval: ReadingInterval.DAY, statistic: ReadingStatistic.AVERAGE },
    { interval: ReadingInterval.DAY, statistic: ReadingStatistic.CONVERTED_AVERAGE },
  ],
};

/** The readings that a rule is compared with. */
export function comparedBy({ averaging, isConverted }: Pick<LimitRule, 'averaging' | 'isConverted'>): Kind {
  const [measured, converted] = COMPARED[averaging];
  return isConverted ? converted : measured;
}

/** The rules about a reading that is valid, each in its unit and in force when the reading was measured. */
export function verdictsOf(reading: Measured, rules: readonly LimitRule[], context: FlagContext): Verdict[] {
  if (!isValid(reading, context)) return [];
  return rules
    .filter((rule) => isAbout(rule, reading) && isInForce(rule, reading.measuredAt))
    .map((rule) => ({ rule, broken: brokenBound(rule, reading.value) }));
}

/**
 * Only a value flagged N counts. Means by HJ/T 212-2005 carry no flag: there the state of the device decides, which
 * the flags of its real-time values show.
 */
export function isValid(
  { flag, interval }: Pick<Measured, 'flag' | 'interval'>,
  { protocolVersion, isNormal }: FlagContext,
): boolean {
  if (flag === null && protocolVersion === '2005' && interval !== ReadingInterval.REAL_TIME) return isNormal;
  return flag === DataFlag.NORMAL;
}

/** Whether a rule is about a reading, on any day. */
export function isAbout(rule: LimitRule, reading: Measured): boolean {
  const { interval, statistic } = comparedBy(rule);
  return (
    interval === reading.interval &&
    statistic === reading.statistic &&
    rule.pollutantCode === reading.pollutantCode &&
    rule.unit === reading.unit
  );
}
