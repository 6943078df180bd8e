import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { RuleSet, ScoringRule } from './rule-set.entity.ts';
import { RuleSetRepository } from './rule-set.repository.ts';
import { RuleSetResolver } from './rule-set.resolver.ts';
import { RuleSetService } from './rule-set.service.ts';

export function repositories(database: Database) {
  return { ruleSetRows: new RuleSetRepository(database) };
}

export function services({ ruleSetRows }: ReturnType<typeof repositories>) {
  return { ruleSets: new RuleSetService(ruleSetRows) };
}

export const feature: Feature<ReturnType<typeof repositories>> = {
  entities: [RuleSet, ScoringRule],
  resolvers: [[RuleSetResolver, ({ ruleSetRows }) => new RuleSetResolver(ruleSetRows)]],
  references: ({ ruleSetRows }) => ({
    RuleSet: ({ id }, context) => context.load(ruleSetRows.byId, id ?? ''),
    ScoringRule: ({ id }, context) => context.load(ruleSetRows.visibleRuleById, id ?? ''),
  }),
};
