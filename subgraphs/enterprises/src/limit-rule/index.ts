export { Averaging, LimitBound, LimitRule } from './limit-rule.entity.ts';
export { LimitRuleRepository, MOST_RULES } from './limit-rule.repository.ts';
export { brokenBound, isInForce, type BrokenBound } from './limit.rule.ts';
export { compareDecimals } from './decimal.rule.ts';
