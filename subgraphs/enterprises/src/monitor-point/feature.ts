import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { OutletRepository } from '../outlet/index.ts';
import { MonitorPoint } from './monitor-point.entity.ts';
import { MonitorPointRepository } from './monitor-point.repository.ts';
import { MonitorPointResolver, OutletMonitorPointsResolver } from './monitor-point.resolver.ts';

export function repositories(database: Database) {
  return { points: new MonitorPointRepository(database) };
}

interface Parts {
  readonly points: MonitorPointRepository;
  readonly outlets: OutletRepository;
}

export const feature: Feature<Parts> = {
  entities: [MonitorPoint],
  resolvers: [
    [MonitorPointResolver, ({ points, outlets }) => new MonitorPointResolver(points, outlets)],
    [OutletMonitorPointsResolver, ({ points }) => new OutletMonitorPointsResolver(points)],
  ],
  references: ({ points }) => ({
    MonitorPoint: ({ id }, context) => context.load(points.byId, id ?? ''),
  }),
};
