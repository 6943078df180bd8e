import { IdempotencyRecord } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import { modelOf, schemaOf, type Base, type Feature } from '@ecogrid/subgraph';
import * as document from './document/feature.ts';
import * as ledger from './ledger/feature.ts';
import { MIGRATIONS } from './migrations/index.ts';
import * as neighbours from './neighbours/feature.ts';
import * as period from './period/feature.ts';
import * as ranking from './ranking/feature.ts';
import * as ruleSet from './rule-set/feature.ts';
import * as score from './score/feature.ts';
import * as subject from './subject/feature.ts';
import * as training from './training/feature.ts';

/** The repositories and services of all features. */
export function partsOf(base: Base<TopicOf<'assessment'>>) {
  const { database, clock } = base;
  const rows = {
    ...base,
    ...neighbours.repositories(database),
    ...subject.repositories(database),
    ...ruleSet.repositories(database),
    ...period.repositories(database),
    ...ledger.repositories(database),
    ...score.repositories(database),
    ...training.repositories(database),
    ...document.repositories(database),
    scope: { database, clock },
  };
  const known = { ...rows, ...subject.services(rows), ...ruleSet.services(rows), ...period.services(rows) };
  const scored = { ...known, ...ledger.services(known), ...score.services(known) };
  return { ...scored, ...ranking.services(scored) };
}

export type Parts = ReturnType<typeof partsOf>;

const requests: Feature<unknown> = { entities: [IdempotencyRecord] };

export const FEATURES: ReadonlyArray<Feature<Parts>> = [
  requests,
  neighbours.feature,
  ruleSet.feature,
  period.feature,
  ledger.feature,
  score.feature,
  ranking.feature,
  training.feature,
  document.feature,
];

export const ASSESSMENT_MODEL = modelOf(FEATURES, MIGRATIONS);
export const assessmentSchema = schemaOf('assessment', FEATURES);
