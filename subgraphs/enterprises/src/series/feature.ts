import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { LimitRuleRepository } from '../limit-rule/index.ts';
import { AveragingRule } from './averaging-rule.entity.ts';
import { SeriesRepository } from './series.repository.ts';
import { MonitorPointSeriesResolver } from './series.resolver.ts';

export function repositories(database: Database) {
  return { series: new SeriesRepository(database) };
}

interface Parts {
  readonly series: SeriesRepository;
  readonly limitRules: LimitRuleRepository;
}

export const feature: Feature<Parts> = {
  entities: [AveragingRule],
  resolvers: [
    [
      MonitorPointSeriesResolver,
      ({ series, limitRules }) => new MonitorPointSeriesResolver(series, limitRules),
    ],
  ],
};
