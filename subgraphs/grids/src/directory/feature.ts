import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { GridRepository } from '../grid/index.ts';
import type { OrganizationRepository } from '../organization/index.ts';
import type { PersonRepository } from '../person/index.ts';
import { ActorDirectory } from './actor-directory.ts';
import { MeResolver } from './me.resolver.ts';
import { ServiceAccount } from './service-account.entity.ts';
import { ServiceAccountRepository } from './service-account.repository.ts';

export function repositories(database: Database) {
  return { services: new ServiceAccountRepository(database) };
}

export function services(parts: ConstructorParameters<typeof ActorDirectory>[0]) {
  return { directory: new ActorDirectory(parts) };
}

interface Parts {
  readonly people: PersonRepository;
  readonly organizations: OrganizationRepository;
  readonly grids: GridRepository;
}

export const feature: Feature<Parts> = {
  entities: [ServiceAccount],
  resolvers: [
    [MeResolver, ({ people, organizations, grids }) => new MeResolver(people, organizations, grids)],
  ],
};
