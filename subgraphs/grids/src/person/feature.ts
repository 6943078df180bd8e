import type { Database } from '@ecogrid/database';
import type { Clock } from '@ecogrid/service';
import type { Feature } from '@ecogrid/subgraph';
import type { OrganizationRepository } from '../organization/index.ts';
import { Person } from './person.entity.ts';
import { PersonRepository } from './person.repository.ts';
import { PersonResolver } from './person.resolver.ts';
import { PersonService } from './person.service.ts';

export function repositories(database: Database, clock: Clock) {
  return { people: new PersonRepository(database, clock) };
}

export function services(parts: ConstructorParameters<typeof PersonService>[0]) {
  return { peopleService: new PersonService(parts) };
}

interface Parts extends ReturnType<typeof services> {
  readonly people: PersonRepository;
  readonly organizations: OrganizationRepository;
}

export const feature: Feature<Parts> = {
  entities: [Person],
  resolvers: [
    [
      PersonResolver,
      ({ people, organizations, peopleService }) => new PersonResolver(people, organizations, peopleService),
    ],
  ],
  references: ({ people }) => ({
    Person: ({ id, number }, context) =>
      id ? context.load(people.byId, id) : context.load(people.byNumber, number ?? ''),
  }),
};
