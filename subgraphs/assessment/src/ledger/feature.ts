import type { Database } from '@ecogrid/database';
import { misfitOf, type TopicOf } from '@ecogrid/event-contracts';
import { EventConsumer } from '@ecogrid/events';
import type { Base, Feature, MutationScope } from '@ecogrid/subgraph';
import type { PeriodRepository, PeriodService } from '../period/index.ts';
import { FACT_TOPICS, type RuleSetRepository, type RuleSetService } from '../rule-set/index.ts';
import type { SubjectFinder, SubjectRepository } from '../subject/index.ts';
import { FactScoringService } from './fact-scoring.service.ts';
import { KnownCase } from './known-case.entity.ts';
import { Ledger } from './ledger.ts';
import { LedgerRepository } from './ledger.repository.ts';
import { LedgerResolver, ScoreEntryLinksResolver } from './ledger.resolver.ts';
import { LedgerService } from './ledger.service.ts';
import { ScoreEntry } from './score-entry.entity.ts';

export function repositories(database: Database) {
  return { entries: new LedgerRepository(database) };
}

interface Needs extends Base<TopicOf<'assessment'>> {
  readonly scope: MutationScope;
  readonly entries: LedgerRepository;
  readonly periods: PeriodService;
  readonly periodRows: PeriodRepository;
  readonly ruleSets: RuleSetService;
  readonly ruleSetRows: RuleSetRepository;
  readonly finder: SubjectFinder;
}

export function services({ entries, outbox, finder, ...parts }: Needs) {
  const posting = { ...parts, subjects: finder, repository: entries, ledger: new Ledger(entries, outbox) };
  return { facts: new FactScoringService(posting), ledger: new LedgerService(posting) };
}

type Parts = Needs & ReturnType<typeof services> & { readonly subjects: SubjectRepository };

export const feature: Feature<Parts> = {
  entities: [KnownCase, ScoreEntry],
  resolvers: [
    [LedgerResolver, ({ ledger, entries }) => new LedgerResolver(ledger, entries)],
    [
      ScoreEntryLinksResolver,
      ({ entries, ruleSetRows, periodRows, subjects }) =>
        new ScoreEntryLinksResolver(entries, ruleSetRows, periodRows, subjects),
    ],
  ],
  references: ({ entries }) => ({ ScoreEntry: ({ id }, context) => context.load(entries.byId, id ?? '') }),
  consumers: ({ database, logger, facts }) => ({
    cases: new EventConsumer({
      database,
      logger,
      name: 'assessment-scoring',
      topics: FACT_TOPICS,
      misfitOf,
      handle: (event) => facts.take(event),
    }),
  }),
};
