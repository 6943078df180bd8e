import type { Feature } from '@ecogrid/subgraph';
import type { ScoreRepository, ScoreService } from '../score/index.ts';
import type { SubjectFinder, SubjectRepository } from '../subject/index.ts';
import { RankingResolver } from './ranking.resolver.ts';
import { RankingService } from './ranking.service.ts';

interface Needs {
  readonly finder: SubjectFinder;
  readonly scoreRows: ScoreRepository;
  readonly scores: ScoreService;
}

export function services({ finder, scoreRows, scores }: Needs) {
  return { rankings: new RankingService({ subjects: finder, scores: scoreRows, service: scores }) };
}

type Parts = ReturnType<typeof services> & { readonly subjects: SubjectRepository };

export const feature: Feature<Parts> = {
  resolvers: [[RankingResolver, ({ rankings, subjects }) => new RankingResolver(rankings, subjects)]],
};
