import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { LedgerRepository } from '../ledger/index.ts';
import type { PeriodRepository } from '../period/index.ts';
import type { SubjectRepository } from '../subject/index.ts';
import { ScoreRepository } from './score.repository.ts';
import {
  GridScoreResolver,
  OrganizationScoreResolver,
  PersonScoreResolver,
  ScoreLinesResolver,
  ScoreResolver,
} from './score.resolver.ts';
import { ScoreService } from './score.service.ts';

export function repositories(database: Database) {
  return { scoreRows: new ScoreRepository(database) };
}

type Needs = Omit<ConstructorParameters<typeof ScoreService>[0], 'scores'> & ReturnType<typeof repositories>;

export function services(parts: Needs) {
  return { scores: new ScoreService({ ...parts, scores: parts.scoreRows }) };
}

interface Parts {
  readonly scores: ScoreService;
  readonly periodRows: PeriodRepository;
  readonly subjects: SubjectRepository;
  readonly entries: LedgerRepository;
}

export const feature: Feature<Parts> = {
  resolvers: [
    [OrganizationScoreResolver, ({ scores }) => new OrganizationScoreResolver(scores)],
    [GridScoreResolver, ({ scores }) => new GridScoreResolver(scores)],
    [PersonScoreResolver, ({ scores }) => new PersonScoreResolver(scores)],
    [ScoreLinesResolver, ({ entries }) => new ScoreLinesResolver(entries)],
    [ScoreResolver, ({ scores, periodRows, subjects }) => new ScoreResolver(scores, periodRows, subjects)],
  ],
};
