import type { SubgraphSchema } from '@ecogrid/subgraph';
import { DocumentResolver, DocumentVersionResolver } from './document/index.ts';
import { LedgerResolver, ScoreEntryLinksResolver } from './ledger/index.ts';
import { PeriodResolver } from './period/index.ts';
import { RankingResolver } from './ranking/index.ts';
import { RuleSetResolver } from './rule-set/index.ts';
import {
  GridScoreResolver,
  OrganizationScoreResolver,
  PersonScoreResolver,
  ScoreResolver,
} from './score/index.ts';
import { AttendanceResolver, PersonTrainingsResolver, TrainingResolver } from './training/index.ts';

export const assessmentSchema: SubgraphSchema = {
  name: 'assessment',
  resolvers: [
    RuleSetResolver,
    PeriodResolver,
    LedgerResolver,
    ScoreEntryLinksResolver,
    OrganizationScoreResolver,
    GridScoreResolver,
    PersonScoreResolver,
    ScoreResolver,
    RankingResolver,
    TrainingResolver,
    AttendanceResolver,
    PersonTrainingsResolver,
    DocumentResolver,
    DocumentVersionResolver,
  ],
};
