import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { Camera } from './camera.entity.ts';
import { CameraRepository } from './camera.repository.ts';
import { CameraResolver } from './camera.resolver.ts';

export function repositories(database: Database) {
  return { cameras: new CameraRepository(database) };
}

export const feature: Feature<ReturnType<typeof repositories>> = {
  entities: [Camera],
  resolvers: [[CameraResolver, ({ cameras }) => new CameraResolver(cameras)]],
  references: ({ cameras }) => ({ Camera: ({ id }, context) => context.load(cameras.byId, id ?? '') }),
};
