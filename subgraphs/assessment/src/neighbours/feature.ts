import type { Database } from '@ecogrid/database';
import { consumes } from '@ecogrid/event-contracts';
import { EventConsumer } from '@ecogrid/events';
import type { Base, Feature } from '@ecogrid/subgraph';
import { GridProjection, KnownGrid } from '@ecogrid/territory';
import { KnownAppointment, KnownOrganization, KnownPerson, SubjectProjection } from './projections/index.ts';

export function repositories(database: Database) {
  return { projection: new SubjectProjection(), grids: new GridProjection(database) };
}

type Parts = Base & ReturnType<typeof repositories>;

/** The projections of other subgraphs, and the references to their entities: the assessed subjects, by key alone. */
export const feature: Feature<Parts> = {
  entities: [KnownGrid, KnownOrganization, KnownPerson, KnownAppointment],
  references: () => ({
    Organization: async ({ code }) => ({ code }),
    Grid: async ({ code }) => ({ code }),
    Person: async ({ id }) => ({ id }),
  }),
  consumers: ({ database, logger, projection, grids }) => ({
    grids: new EventConsumer({
      database,
      logger,
      name: 'assessment-subjects',
      ...consumes({
        OrganizationChanged: (change, manager) => projection.organization(change, manager),
        PersonRegistered: (registered, manager) => projection.person(registered, manager),
        AppointmentChanged: (change, manager) => projection.appointment(change, manager),
        GridChanged: (change, manager) => grids.apply(change, manager),
      }),
    }),
  }),
};
