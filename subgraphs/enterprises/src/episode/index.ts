export { Episode } from './episode.entity.ts';
export { EpisodeKeeper, type Judged } from './episode.keeper.ts';
export { EpisodeRepository } from './episode.repository.ts';
export { advanced, type Run } from './run.rule.ts';
