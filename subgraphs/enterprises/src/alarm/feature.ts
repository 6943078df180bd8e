import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { OutletRepository } from '../outlet/index.ts';
import { AlarmRepository } from './alarm.repository.ts';
import { AlarmResolver, TriedEpisodeResolver, type AlarmSurroundings } from './alarm.resolver.ts';
import { AlarmService } from './alarm.service.ts';

export function repositories(database: Database) {
  return { alarms: new AlarmRepository(database) };
}

export function services(parts: ConstructorParameters<typeof AlarmService>[0]) {
  return { alarmService: new AlarmService(parts) };
}

interface Parts extends AlarmSurroundings {
  readonly outlets: OutletRepository;
}

export const feature: Feature<Parts> = {
  entities: [],
  resolvers: [
    [AlarmResolver, (parts) => new AlarmResolver(parts)],
    [TriedEpisodeResolver, ({ outlets }) => new TriedEpisodeResolver(outlets)],
  ],
};
