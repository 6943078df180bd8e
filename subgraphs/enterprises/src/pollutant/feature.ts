import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { Pollutant } from './pollutant.entity.ts';
import { PollutantRepository } from './pollutant.repository.ts';
import { PollutantResolver } from './pollutant.resolver.ts';

export function repositories(database: Database) {
  return { pollutants: new PollutantRepository(database) };
}

export const feature: Feature<ReturnType<typeof repositories>> = {
  entities: [Pollutant],
  resolvers: [[PollutantResolver, ({ pollutants }) => new PollutantResolver(pollutants)]],
  references: ({ pollutants }) => ({
    Pollutant: ({ code }, context) => context.load(pollutants.byCode, code ?? ''),
  }),
};
