import { IdempotencyRecord } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import { modelOf, schemaOf, type Base, type Feature } from '@ecogrid/subgraph';
import * as caseFeature from './case/feature.ts';
import * as codes from './codes/feature.ts';
import * as deadlines from './deadlines/feature.ts';
import * as desk from './desk/feature.ts';
import * as dispatch from './dispatch/feature.ts';
import * as evidence from './evidence/feature.ts';
import * as intake from './intake/feature.ts';
import { MIGRATIONS } from './migrations/index.ts';
import * as neighbours from './neighbours/feature.ts';
import * as review from './review/feature.ts';
import * as upload from './upload/feature.ts';
import * as worktime from './worktime/feature.ts';

/** The inputs of the features from outside. */
export type Outside = Base<TopicOf<'cases'>> &
  evidence.EvidenceSettings &
  intake.IntakeSettings &
  caseFeature.CaseSettings &
  dispatch.DispatchSettings;

/** The repositories and services of all features, in the order of a case's life. */
export function partsOf(outside: Outside) {
  const { database, clock } = outside;
  const base = { ...outside, ...repositoriesOf(outside), scope: { database, clock } };
  const early = {
    ...base,
    ...neighbours.services(base),
    ...worktime.services(base),
    ...caseFeature.histories(base),
  };
  const written = { ...early, ...dispatch.correspondences(early) };
  const following = { ...written, ...deadlines.followers(written), ...desk.followers(written) };
  const caseFollowers = [...following.caseDeadlines, following.hotSpotCounter];
  const followed = { ...following, caseFollowers, ...evidence.services(following) };
  const taken = { ...followed, ...intake.services(followed) };
  const opened = { ...taken, ...caseFeature.services(taken) };
  const sent = { ...opened, ...dispatch.services(opened) };
  const reviewed = { ...sent, ...review.services(sent) };
  return {
    ...reviewed,
    ...deadlines.services(reviewed),
    ...desk.services(reviewed),
    ...upload.services(reviewed),
  };
}

function repositoriesOf({ database }: Base) {
  return {
    ...neighbours.repositories(database),
    ...worktime.repositories(database),
    ...codes.repositories(database),
    ...evidence.repositories(database),
    ...intake.repositories(database),
    ...caseFeature.repositories(database),
    ...dispatch.repositories(database),
    ...review.repositories(database),
    ...deadlines.repositories(database),
    ...desk.repositories(database),
  };
}

export type Parts = ReturnType<typeof partsOf>;

const requests: Feature<unknown> = { entities: [IdempotencyRecord] };

export const FEATURES: ReadonlyArray<Feature<Parts>> = [
  requests,
  neighbours.feature,
  worktime.feature,
  codes.feature,
  evidence.feature,
  intake.feature,
  caseFeature.feature,
  dispatch.feature,
  review.feature,
  deadlines.feature,
  desk.feature,
  upload.feature,
];

export const CASES_MODEL = modelOf(FEATURES, MIGRATIONS);
export const casesSchema = schemaOf('cases', FEATURES);
