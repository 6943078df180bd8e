import type { Database } from '@ecogrid/database';
import type { Base, Feature } from '@ecogrid/subgraph';
import { Period } from './period.entity.ts';
import { PeriodRepository } from './period.repository.ts';
import { PeriodResolver } from './period.resolver.ts';
import { PeriodService } from './period.service.ts';

export function repositories(database: Database) {
  return { periodRows: new PeriodRepository(database) };
}

export function services({ periodRows, clock }: Pick<Base, 'clock'> & ReturnType<typeof repositories>) {
  return { periods: new PeriodService(periodRows, clock) };
}

export const feature: Feature<ReturnType<typeof repositories> & ReturnType<typeof services>> = {
  entities: [Period],
  resolvers: [[PeriodResolver, ({ periods, periodRows }) => new PeriodResolver(periods, periodRows)]],
  references: ({ periodRows }) => ({
    Period: ({ code }, context) => context.load(periodRows.visibleByCode, code ?? ''),
  }),
};
