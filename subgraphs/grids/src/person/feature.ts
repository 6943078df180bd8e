import type { Database } from '@ecogrid/database';
import type { Clock } from '@ecogrid/service';
import type { Feature } from '@ecogrid/subgraph';
import type { OrganizationRepository } from '../organization/index.ts';
import { Person } from './person.entity.ts';
import { PersonRepository } from './person.repository.ts';
import { PersonResolver } from './person.resolver.ts';

export function repositories(database: Database) {
  return { people: new PersonRepository(database) };
}

interface Parts {
  readonly people: PersonRepository;
  readonly organizations: OrganizationRepository;
  readonly clock: Clock;
}

export const feature: Feature<Parts> = {
  entities: [Person],
  resolvers: [
    [PersonResolver, ({ people, organizations, clock }) => new PersonResolver(people, organizations, clock)],
  ],
  references: ({ people }) => ({
    Person: ({ id, number }, context) =>
      id ? context.load(people.byId, id) : context.load(people.byNumber, number ?? ''),
  }),
};
