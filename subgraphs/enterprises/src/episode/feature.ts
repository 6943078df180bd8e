import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { EpisodePushResolver } from './episode-push.resolver.ts';
import { Episode } from './episode.entity.ts';
import { EpisodeKeeper } from './episode.keeper.ts';
import { EpisodeRepository } from './episode.repository.ts';
import { EpisodeResolver, type EpisodeSurroundings } from './episode.resolver.ts';

export function repositories(database: Database) {
  const episodes = new EpisodeRepository(database);
  return { episodes, episodeKeeper: new EpisodeKeeper(database, episodes) };
}

type Parts = ReturnType<typeof repositories> & EpisodeSurroundings;

export const feature: Feature<Parts> = {
  entities: [Episode],
  resolvers: [
    [EpisodeResolver, (parts) => new EpisodeResolver(parts.episodes, parts)],
    [EpisodePushResolver, ({ episodes }) => new EpisodePushResolver(episodes)],
  ],
  references: ({ episodes }) => ({
    Episode: ({ id }, context) => context.load(episodes.byId, id ?? ''),
  }),
};
