import type { Feature } from '@ecogrid/subgraph';
import type { ScoreRepository, ScoreService } from '../score/index.ts';
import type { SubjectFinder } from '../subject/index.ts';
import { RankingCountResolver, RankingResolver } from './ranking.resolver.ts';
import { RankingService } from './ranking.service.ts';

interface Needs {
  readonly finder: SubjectFinder;
  readonly scoreRows: ScoreRepository;
  readonly scores: ScoreService;
}

export function services({ finder, scoreRows, scores }: Needs) {
  return { rankings: new RankingService({ subjects: finder, scores: scoreRows, service: scores }) };
}

export const feature: Feature<ReturnType<typeof services>> = {
  resolvers: [
    [RankingResolver, ({ rankings }) => new RankingResolver(rankings)],
    [RankingCountResolver, () => new RankingCountResolver()],
  ],
};
