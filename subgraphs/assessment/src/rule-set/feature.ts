import type { Database } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Base, Feature, MutationScope } from '@ecogrid/subgraph';
import { RuleSet, ScoringRule } from './rule-set.entity.ts';
import { RuleSetRepository } from './rule-set.repository.ts';
import { RuleSetResolver } from './rule-set.resolver.ts';
import { RuleSetPublishing } from './rule-set-publishing.service.ts';
import { RuleSetService } from './rule-set.service.ts';

export function repositories(database: Database) {
  return { ruleSetRows: new RuleSetRepository(database) };
}

export function services({ ruleSetRows }: ReturnType<typeof repositories>) {
  return { ruleSets: new RuleSetService(ruleSetRows) };
}

type Parts = Base<TopicOf<'assessment'>> &
  ReturnType<typeof repositories> &
  ReturnType<typeof services> & { readonly scope: MutationScope };

export const feature: Feature<Parts> = {
  entities: [RuleSet, ScoringRule],
  resolvers: [
    [RuleSetResolver, (parts) => new RuleSetResolver(parts.ruleSetRows, new RuleSetPublishing(parts))],
  ],
  references: ({ ruleSetRows }) => ({
    RuleSet: ({ id }, context) => context.load(ruleSetRows.byId, id ?? ''),
    ScoringRule: ({ id }, context) => context.load(ruleSetRows.visibleRuleById, id ?? ''),
  }),
};
