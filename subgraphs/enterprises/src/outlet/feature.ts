import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { EnterpriseRepository } from '../enterprise/index.ts';
import { Outlet } from './outlet.entity.ts';
import { OutletRepository } from './outlet.repository.ts';
import { EnterpriseOutletsResolver, OutletResolver } from './outlet.resolver.ts';

export function repositories(database: Database) {
  return { outlets: new OutletRepository(database) };
}

interface Parts {
  readonly outlets: OutletRepository;
  readonly enterprises: EnterpriseRepository;
}

export const feature: Feature<Parts> = {
  entities: [Outlet],
  resolvers: [
    [OutletResolver, ({ outlets, enterprises }) => new OutletResolver(outlets, enterprises)],
    [EnterpriseOutletsResolver, ({ outlets }) => new EnterpriseOutletsResolver(outlets)],
  ],
  references: ({ outlets }) => ({ Outlet: ({ id }, context) => context.load(outlets.byId, id ?? '') }),
};
