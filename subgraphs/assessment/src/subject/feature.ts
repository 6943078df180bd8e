import type { Database } from '@ecogrid/database';
import { consumes } from '@ecogrid/event-contracts';
import { EventConsumer } from '@ecogrid/events';
import type { Base, Feature } from '@ecogrid/subgraph';
import { GridProjection, KnownGrid } from '@ecogrid/territory';
import { KnownMembership, KnownOrganization, KnownPerson } from './known.entity.ts';
import { SubjectProjection } from './subject-projection.repository.ts';
import { SubjectFinder } from './subject.finder.ts';
import { SubjectRepository } from './subject.repository.ts';

export function repositories(database: Database) {
  return {
    subjects: new SubjectRepository(database),
    projection: new SubjectProjection(),
    grids: new GridProjection(database),
  };
}

export function services({ subjects }: ReturnType<typeof repositories>) {
  return { finder: new SubjectFinder(subjects) };
}

type Parts = Base & ReturnType<typeof repositories>;

/** The assessed subjects: other subgraphs own them, and they are referenced by key alone. */
export const feature: Feature<Parts> = {
  entities: [KnownGrid, KnownOrganization, KnownPerson, KnownMembership],
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
