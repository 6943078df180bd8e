import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { OutletRepository } from '../outlet/index.ts';
import type { PollutantRepository } from '../pollutant/index.ts';
import { LimitRule } from './limit-rule.entity.ts';
import { LimitRuleRepository } from './limit-rule.repository.ts';
import { LimitRuleResolver, OutletLimitRulesResolver } from './limit-rule.resolver.ts';

export function repositories(database: Database) {
  return { limitRules: new LimitRuleRepository(database) };
}

interface Parts {
  readonly limitRules: LimitRuleRepository;
  readonly outlets: OutletRepository;
  readonly pollutants: PollutantRepository;
}

export const feature: Feature<Parts> = {
  entities: [LimitRule],
  resolvers: [
    [
      LimitRuleResolver,
      ({ limitRules, outlets, pollutants }) => new LimitRuleResolver(limitRules, outlets, pollutants),
    ],
    [OutletLimitRulesResolver, ({ limitRules }) => new OutletLimitRulesResolver(limitRules)],
  ],
  references: ({ limitRules }) => ({
    LimitRule: ({ id }, context) => context.load(limitRules.byId, id ?? ''),
  }),
};
