import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { Organization } from './organization.entity.ts';
import { OrganizationRepository } from './organization.repository.ts';
import { OrganizationResolver } from './organization.resolver.ts';
import { OrganizationService } from './organization.service.ts';

export function repositories(database: Database) {
  return { organizations: new OrganizationRepository(database) };
}

export function services(parts: ConstructorParameters<typeof OrganizationService>[0]) {
  return { organizing: new OrganizationService(parts) };
}

export const feature: Feature<ReturnType<typeof repositories> & ReturnType<typeof services>> = {
  entities: [Organization],
  resolvers: [
    [
      OrganizationResolver,
      ({ organizations, organizing }) => new OrganizationResolver(organizations, organizing),
    ],
  ],
  references: ({ organizations }) => ({
    Organization: ({ id, code }, context) =>
      id ? context.load(organizations.byId, id) : context.load(organizations.byCode, code ?? ''),
  }),
};
