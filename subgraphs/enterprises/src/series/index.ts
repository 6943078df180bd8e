export { AveragingRule } from './averaging-rule.entity.ts';
export { AVERAGING_RULES } from './averaging-rule.seed.ts';
