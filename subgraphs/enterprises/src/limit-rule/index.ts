export { Averaging, LimitBound, LimitRule } from './limit-rule.entity.ts';
export { LimitRuleRepository } from './limit-rule.repository.ts';
export { LimitRuleResolver, OutletLimitRulesResolver } from './limit-rule.resolver.ts';
export { brokenBound, isInForce, type BrokenBound } from './limit.rule.ts';
