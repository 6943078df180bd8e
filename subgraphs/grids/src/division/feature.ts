import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { Division } from './division.entity.ts';
import { DivisionRepository } from './division.repository.ts';
import { DivisionResolver } from './division.resolver.ts';

export function repositories(database: Database) {
  return { divisions: new DivisionRepository(database) };
}

export const feature: Feature<ReturnType<typeof repositories>> = {
  entities: [Division],
  resolvers: [[DivisionResolver, ({ divisions }) => new DivisionResolver(divisions)]],
  references: ({ divisions }) => ({
    Division: ({ code }, context) => context.load(divisions.byCode, code ?? ''),
  }),
};
