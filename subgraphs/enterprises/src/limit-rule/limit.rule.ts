import { shanghaiDay } from '@ecogrid/service';
import { compareDecimals } from './decimal.rule.ts';
import { LimitBound, type LimitRule } from './limit-rule.entity.ts';

/** The bound that a value broke, and its figure. */
export interface BrokenBound {
  readonly bound: LimitBound;
  readonly limit: string;
}

/** Whether the rule is in force on the calendar day of the moment in Asia/Shanghai, from its first day to before the first day no longer in force. */
export function isInForce(
  { effectiveFrom, effectiveTo }: Pick<LimitRule, 'effectiveFrom' | 'effectiveTo'>,
  moment: Date,
): boolean {
  const day = shanghaiDay(moment);
  return effectiveFrom <= day && (effectiveTo === null || day < effectiveTo);
}

/** The bound that the value lies strictly beyond; null when it is within both. A value on the bound is within. */
export function brokenBound(
  { upper, lower }: Pick<LimitRule, 'upper' | 'lower'>,
  value: string,
): BrokenBound | null {
  if (upper !== null && compareDecimals(value, upper) > 0) return { bound: LimitBound.UPPER, limit: upper };
  if (lower !== null && compareDecimals(value, lower) < 0) return { bound: LimitBound.LOWER, limit: lower };
  return null;
}
