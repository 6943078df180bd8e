import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { SupervisedObject } from './supervised-object.entity.ts';
import { SupervisedObjectRepository } from './supervised-object.repository.ts';
import { GridObjectsResolver, SupervisedObjectResolver } from './supervised-object.resolver.ts';

export function repositories(database: Database) {
  return { objects: new SupervisedObjectRepository(database) };
}

export const feature: Feature<ReturnType<typeof repositories>> = {
  entities: [SupervisedObject],
  resolvers: [
    [SupervisedObjectResolver, ({ objects }) => new SupervisedObjectResolver(objects)],
    [GridObjectsResolver, ({ objects }) => new GridObjectsResolver(objects)],
  ],
  references: ({ objects }) => ({
    SupervisedObject: ({ id }, context) => context.load(objects.byId, id ?? ''),
  }),
};
