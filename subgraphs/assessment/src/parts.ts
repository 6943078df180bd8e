import { IdempotencyRecord, type Database, type DatabaseModel } from '@ecogrid/database';
import { EVENT_ENTITIES, type Outbox } from '@ecogrid/events';
import type { Clock } from '@ecogrid/service';
import { GridProjection, KnownGrid } from '@ecogrid/territory';
import { Document, DocumentRepository, DocumentVersion } from './document/index.ts';
import {
  FactScoringService,
  KnownCase,
  Ledger,
  LedgerRepository,
  LedgerService,
  ScoreEntry,
} from './ledger/index.ts';
import { ClosingsOnce1767225640000, CreateAssessment1767225600000 } from './migrations/index.ts';
import { Period, PeriodRepository, PeriodService } from './period/index.ts';
import { RankingService } from './ranking/index.ts';
import { RuleSet, RuleSetRepository, RuleSetService, ScoringRule } from './rule-set/index.ts';
import { ScoreRepository, ScoreService } from './score/index.ts';
import {
  KnownMembership,
  KnownOrganization,
  SubjectFinder,
  SubjectProjection,
  SubjectRepository,
} from './subject/index.ts';
import { Attendance, Trainer, TrainingRepository, TrainingSession } from './training/index.ts';

export const ASSESSMENT_MODEL: DatabaseModel = {
  entities: [
    ...EVENT_ENTITIES,
    IdempotencyRecord,
    KnownGrid,
    KnownOrganization,
    KnownMembership,
    KnownCase,
    RuleSet,
    ScoringRule,
    Period,
    ScoreEntry,
    Trainer,
    TrainingSession,
    Attendance,
    Document,
    DocumentVersion,
  ],
  migrations: [CreateAssessment1767225600000, ClosingsOnce1767225640000],
};

/** Repositories and services over one database, wired. */
export function assessmentParts(database: Database, outbox: Outbox, clock: Clock) {
  const subjects = new SubjectRepository(database);
  const finder = new SubjectFinder(subjects);
  const ruleSetRows = new RuleSetRepository(database);
  const periodRows = new PeriodRepository(database);
  const entries = new LedgerRepository(database);
  const scoreRows = new ScoreRepository(database);
  const ruleSets = new RuleSetService(ruleSetRows);
  const periods = new PeriodService(periodRows, clock);
  const posting = {
    periods,
    ruleSets,
    subjects: finder,
    repository: entries,
    ledger: new Ledger(entries, outbox),
  };
  const scores = new ScoreService({ periods, subjects, finder, scores: scoreRows, entries });
  return {
    ...{ ruleSetRows, periodRows, entries, ruleSets, periods, scores },
    trainings: new TrainingRepository(database),
    documents: new DocumentRepository(database),
    projection: new SubjectProjection(new GridProjection(database)),
    facts: new FactScoringService({ ...posting, clock }),
    ledger: new LedgerService({ ...posting, scope: { database, clock } }),
    rankings: new RankingService({ subjects: finder, scores: scoreRows, service: scores }),
  };
}

export type AssessmentParts = ReturnType<typeof assessmentParts>;
