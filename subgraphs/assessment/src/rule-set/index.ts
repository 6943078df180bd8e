export { faultOf, type CompiledRule } from './compiled-rule.ts';
export { FACT_TOPICS, factsOf, isFactTopic, type Facts } from './fact.schema.ts';
export { FactTopic, ScoreSource } from './fact.vocabulary.ts';
export { RuleKind, RuleSet, ScoringRule } from './rule-set.entity.ts';
export { RuleSetRepository, inForceIn } from './rule-set.repository.ts';
export { RuleSetService } from './rule-set.service.ts';
