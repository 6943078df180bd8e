import { Database } from '@ecogrid/database';
import { DatabaseEventLog, EventConsumer } from '@ecogrid/events';
import type { Logger } from '@ecogrid/service';
import { assemble, type Assembly, type RunningSubgraph, type SubgraphOptions } from '@ecogrid/subgraph';
import { DocumentResolver, DocumentVersionResolver } from './document/index.ts';
import { LedgerResolver, ScoreEntryLinksResolver } from './ledger/index.ts';
import { ASSESSMENT_MODEL, assessmentParts, type AssessmentParts } from './parts.ts';
import { PeriodResolver } from './period/index.ts';
import { RankingResolver } from './ranking/index.ts';
import { FACT_TOPICS, RuleSetResolver } from './rule-set/index.ts';
import { assessmentSchema } from './schema.ts';
import {
  GridScoreResolver,
  OrganizationScoreResolver,
  PersonScoreResolver,
  ScoreResolver,
} from './score/index.ts';
import { seedAssessment } from './seed/index.ts';
import { GRIDS_TOPICS } from './subject/index.ts';
import { AttendanceResolver, PersonTrainingsResolver, TrainingResolver } from './training/index.ts';

/** Starts the assessment subgraph: training and assessment (培训与考核). */
export async function startAssessment(options: SubgraphOptions): Promise<RunningSubgraph> {
  const { databaseUrl, logger, clock } = options;
  const database = await Database.open({ url: databaseUrl, ...ASSESSMENT_MODEL });
  const log = await DatabaseEventLog.open({ database, source: 'assessment', logger });
  const parts = assessmentParts(database, log.outbox, clock);
  if (options.seed) await seedAssessment(database, parts.ruleSets);
  return assemble(options, {
    definition: assessmentSchema,
    database,
    log,
    resolvers: resolversOf(parts),
    references: referencesOf(parts),
    consumers: consumersOf(parts, database, logger),
  });
}

function resolversOf(parts: AssessmentParts): object[] {
  const { ruleSetRows, periodRows, entries, periods, scores, trainings } = parts;
  return [
    new RuleSetResolver(ruleSetRows),
    new PeriodResolver(periods, periodRows),
    new LedgerResolver(parts.ledger, entries),
    new ScoreEntryLinksResolver(entries, ruleSetRows, periodRows),
    new OrganizationScoreResolver(scores),
    new GridScoreResolver(scores),
    new PersonScoreResolver(scores),
    new ScoreResolver(scores, periodRows),
    new RankingResolver(parts.rankings),
    new TrainingResolver(trainings),
    new AttendanceResolver(trainings),
    new PersonTrainingsResolver(trainings),
    new DocumentResolver(parts.documents),
    new DocumentVersionResolver(),
  ];
}

/** Others' types are named here by their key alone: whether they exist, their owner says. */
function referencesOf(parts: AssessmentParts): Assembly['references'] {
  const { ruleSetRows, periodRows, entries, trainings, documents } = parts;
  return {
    Organization: async ({ code }) => ({ code }),
    Grid: async ({ code }) => ({ code }),
    Person: async ({ id }) => ({ id }),
    ScoreEntry: ({ id }, context) => context.load(entries.byId, id ?? ''),
    RuleSet: ({ id }, context) => context.load(ruleSetRows.byId, id ?? ''),
    ScoringRule: ({ id }, context) => context.load(ruleSetRows.visibleRuleById, id ?? ''),
    Period: ({ code }, context) => context.load(periodRows.visibleByCode, code ?? ''),
    TrainingSession: ({ code }, context) => context.load(trainings.byCode, code ?? ''),
    Document: ({ code }, context) => context.load(documents.byCode, code ?? ''),
  };
}

function consumersOf(
  parts: AssessmentParts,
  database: Database,
  logger: Logger,
): Record<string, EventConsumer> {
  return {
    grids: new EventConsumer({
      ...{ database, logger, name: 'assessment-subjects', topics: GRIDS_TOPICS },
      handle: (event, manager) => parts.projection.take(event, manager),
    }),
    cases: new EventConsumer({
      ...{ database, logger, name: 'assessment-scoring', topics: FACT_TOPICS },
      handle: (event) => parts.facts.take(event),
    }),
  };
}
