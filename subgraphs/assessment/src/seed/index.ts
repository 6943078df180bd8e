export { seedAssessment } from './assessment.seed.ts';
export { seedRuleSet, seedRules } from './rule-set.seed.ts';
