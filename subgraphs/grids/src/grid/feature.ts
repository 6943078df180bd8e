import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { DivisionRepository } from '../division/index.ts';
import type { OrganizationRepository } from '../organization/index.ts';
import { Grid } from './grid.entity.ts';
import { GridRepository } from './grid.repository.ts';
import { GridResolver } from './grid.resolver.ts';
import { GridTerritory } from './grid.territory.ts';

export function repositories(database: Database) {
  return { grids: new GridRepository(database) };
}

interface Parts {
  readonly grids: GridRepository;
  readonly divisions: DivisionRepository;
  readonly organizations: OrganizationRepository;
}

export const feature: Feature<Parts> = {
  entities: [Grid],
  resolvers: [
    [
      GridResolver,
      ({ grids, divisions, organizations }) =>
        new GridResolver(grids, new GridTerritory(grids), divisions, organizations),
    ],
  ],
  territories: ({ grids }) => grids.areTerritories,
  references: ({ grids }) => ({
    Grid: ({ id, code }, context) =>
      id ? context.load(grids.byId, id) : context.load(grids.byCode, code ?? ''),
  }),
};
