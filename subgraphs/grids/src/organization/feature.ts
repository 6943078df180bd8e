import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { Organization } from './organization.entity.ts';
import { OrganizationRepository } from './organization.repository.ts';
import { OrganizationResolver } from './organization.resolver.ts';

export function repositories(database: Database) {
  return { organizations: new OrganizationRepository(database) };
}

export const feature: Feature<ReturnType<typeof repositories>> = {
  entities: [Organization],
  resolvers: [[OrganizationResolver, ({ organizations }) => new OrganizationResolver(organizations)]],
  references: ({ organizations }) => ({
    Organization: ({ id, code }, context) =>
      id ? context.load(organizations.byId, id) : context.load(organizations.byCode, code ?? ''),
  }),
};
