import { Averaging, brokenBound, isInForce, type BrokenBound, type LimitRule } from '../limit-rule/index.ts';
import { DataFlag, ReadingInterval, ReadingStatistic, type Reading } from '../reading/index.ts';

/** A rule that a reading breaks, and how. */
export interface Breach extends BrokenBound {
  readonly rule: LimitRule;
}

type Measured = Pick<
  Reading,
  'interval' | 'statistic' | 'flag' | 'pollutantCode' | 'unit' | 'value' | 'measuredAt'
>;

/**
 * Which readings a rule of an averaging is compared with. Means of an hour or a day are compared once the converted
 * values (折算值) of air limits are distinguished by rule: until then they are stored and raise no exceedance.
 */
const COMPARED: ReadonlyArray<Pick<Reading, 'interval' | 'statistic'> & { readonly averaging: Averaging }> = [
  {
    interval: ReadingInterval.REAL_TIME,
    statistic: ReadingStatistic.REAL_TIME,
    averaging: Averaging.REAL_TIME,
  },
];

/** The rules that a reading breaks: only a value flagged N, in the rule's own unit, on a day on which it is in force. */
export function breachesOf(reading: Measured, rules: readonly LimitRule[]): Breach[] {
  if (reading.flag !== DataFlag.NORMAL) return [];
  return rules
    .filter((rule) => isAbout(rule, reading) && isInForce(rule, reading.measuredAt))
    .flatMap((rule) => {
      const broken = brokenBound(rule, reading.value);
      return broken ? [{ rule, ...broken }] : [];
    });
}

function isAbout({ averaging, pollutantCode, unit }: LimitRule, reading: Measured): boolean {
  const compared = COMPARED.find(
    ({ interval, statistic }) => interval === reading.interval && statistic === reading.statistic,
  );
  return (
    compared?.averaging === averaging && pollutantCode === reading.pollutantCode && unit === reading.unit
  );
}
