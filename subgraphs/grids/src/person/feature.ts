import type { Database } from '@ecogrid/database';
import type { Clock } from '@ecogrid/service';
import type { Feature } from '@ecogrid/subgraph';
import type { OrganizationRepository } from '../organization/index.ts';
import { Person } from './person.entity.ts';
import { PersonRepository } from './person.repository.ts';
import { PersonResolver } from './person.resolver.ts';

export function repositories(database: Database, clock: Clock) {
  return { people: new PersonRepository(database, clock) };
}

interface Parts {
  readonly people: PersonRepository;
  readonly organizations: OrganizationRepository;
}

export const feature: Feature<Parts> = {
  entities: [Person],
  resolvers: [[PersonResolver, ({ people, organizations }) => new PersonResolver(people, organizations)]],
  references: ({ people }) => ({
    Person: ({ id, number }, context) =>
      id ? context.load(people.byId, id) : context.load(people.byNumber, number ?? ''),
  }),
};
