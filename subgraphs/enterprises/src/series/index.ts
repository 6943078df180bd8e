export { AveragingRule } from './averaging-rule.entity.ts';
