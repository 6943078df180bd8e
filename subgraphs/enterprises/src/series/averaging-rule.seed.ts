import type { AveragingRule } from './averaging-rule.entity.ts';

/**
 * From memory: neither text was read, and no source at hand confirms the numbers. 45 minutes of an hour and 20 hours of a
 * day are what GB 3095-2012, table 4, says of ambient air and HJ 75-2017 of exhaust gas, as far as is remembered. For
 * waste water (HJ 356) the same is assumed.
 */
const SOURCE = '[M] GB 3095-2012 表4, HJ 75-2017: from memory, not read; [A] waste water likewise';

export const AVERAGING_RULES: readonly AveragingRule[] = [
  { interval: 'HOUR', effectiveFrom: '2012-02-29', parts: 60, needed: 45, source: SOURCE },
  { interval: 'DAY', effectiveFrom: '2012-02-29', parts: 24, needed: 20, source: SOURCE },
];
