import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { ExceedancePushResolver } from './exceedance-push.resolver.ts';
import { Exceedance } from './exceedance.entity.ts';
import { ExceedanceRepository } from './exceedance.repository.ts';
import { ExceedanceResolver } from './exceedance.resolver.ts';

export function repositories(database: Database) {
  return { exceedances: new ExceedanceRepository(database) };
}

type Parts = ReturnType<typeof repositories> & ConstructorParameters<typeof ExceedanceResolver>[1];

export const feature: Feature<Parts> = {
  entities: [Exceedance],
  resolvers: [
    [ExceedanceResolver, (parts) => new ExceedanceResolver(parts.exceedances, parts)],
    [ExceedancePushResolver, ({ exceedances }) => new ExceedancePushResolver(exceedances)],
  ],
  references: ({ exceedances }) => ({
    Exceedance: ({ id }, context) => context.load(exceedances.byId, id ?? ''),
  }),
};
