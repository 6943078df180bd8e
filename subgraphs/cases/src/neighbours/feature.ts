import type { Database } from '@ecogrid/database';
import { shanghaiDay } from '@ecogrid/service';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Base, Feature } from '@ecogrid/subgraph';
import { GridProjection, KnownGrid } from '@ecogrid/territory';
import {
  GridCandidateResolver,
  GridLocator,
  GridMatchResolver,
  KnownAppointment,
  KnownObject,
  KnownOrganization,
  ProjectionRepository,
  territoryConsumer,
} from './projections/index.ts';

export function repositories(database: Database) {
  return { grids: new GridProjection(database), projections: new ProjectionRepository(database) };
}

export function services(parts: Base<TopicOf<'cases'>> & ReturnType<typeof repositories>) {
  return { locator: new GridLocator(parts) };
}

export type NeighbourParts = Base<TopicOf<'cases'>> &
  ReturnType<typeof repositories> &
  ReturnType<typeof services>;

/** The projections of other subgraphs, and the references to their entities. */
export const feature: Feature<NeighbourParts> = {
  entities: [KnownGrid, KnownOrganization, KnownAppointment, KnownObject],
  resolvers: [
    [GridMatchResolver, () => new GridMatchResolver()],
    [GridCandidateResolver, () => new GridCandidateResolver()],
  ],
  references: () => ({
    Grid: ({ code }) => Promise.resolve({ code }),
    Organization: ({ code }) => Promise.resolve({ code }),
    Enterprise: ({ id }) => Promise.resolve({ id }),
    SupervisedObject: ({ id }) => Promise.resolve({ id }),
    Outlet: ({ id }) => Promise.resolve({ id }),
  }),
  territories:
    ({ grids }) =>
    (codes) =>
      grids.areTerritories(codes),
  people:
    ({ projections, clock }) =>
    (ids, { actor }) =>
      projections.areVisible(ids, actor, shanghaiDay(clock.now())),
  consumers: (parts) => ({ grids: territoryConsumer(parts) }),
};
