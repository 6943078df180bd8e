import type { AveragingRule } from './averaging-rule.entity.ts';

const SOURCE = 'GB 3095-2012 表4; HJ 75-2017 (45 min of an hour, 20 h of a day)';

export const AVERAGING_RULES: readonly AveragingRule[] = [
  { interval: 'HOUR', effectiveFrom: '2012-02-29', parts: 60, needed: 45, source: SOURCE },
  { interval: 'DAY', effectiveFrom: '2012-02-29', parts: 24, needed: 20, source: SOURCE },
];
