export type { CompiledRule } from './compiled-rule.ts';
export { FACT_TOPICS, factsOf, isFactTopic, type Facts, type FactTopic } from './fact.schema.ts';
export { RuleKind, RuleSet, ScoringRule } from './rule-set.entity.ts';
export { RuleSetRepository, inForceIn } from './rule-set.repository.ts';
export { RuleSetService } from './rule-set.service.ts';
