import { IdempotencyRecord, type Database } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { ImportSettings } from '@ecogrid/imports';
import { modelOf, schemaOf, type Base, type Feature } from '@ecogrid/subgraph';
import * as alarm from './alarm/feature.ts';
import * as camera from './camera/feature.ts';
import * as device from './device/feature.ts';
import * as deviceFault from './device-fault/feature.ts';
import * as enterprise from './enterprise/feature.ts';
import * as episode from './episode/feature.ts';
import * as exceedance from './exceedance/feature.ts';
import * as finding from './finding/feature.ts';
import * as ingest from './ingest/feature.ts';
import * as limitRule from './limit-rule/feature.ts';
import * as monitorPoint from './monitor-point/feature.ts';
import * as objectImport from './object-import/feature.ts';
import * as outlet from './outlet/feature.ts';
import * as parkedValue from './parked-value/feature.ts';
import * as pollutant from './pollutant/feature.ts';
import * as reading from './reading/feature.ts';
import * as register from './register/feature.ts';
import * as relocation from './relocation/feature.ts';
import * as series from './series/feature.ts';
import * as supervisedObject from './supervised-object/feature.ts';
import { MIGRATIONS } from './migrations/index.ts';

export function repositoriesOf(database: Database) {
  return {
    ...pollutant.repositories(database),
    ...supervisedObject.repositories(database),
    ...enterprise.repositories(database),
    ...register.repositories(database),
    ...objectImport.repositories(database),
    ...camera.repositories(database),
    ...outlet.repositories(database),
    ...monitorPoint.repositories(database),
    ...device.repositories(database),
    ...limitRule.repositories(database),
    ...reading.repositories(database),
    ...parkedValue.repositories(database),
    ...series.repositories(database),
    ...deviceFault.repositories(database),
    ...exceedance.repositories(database),
    ...episode.repositories(database),
    ...ingest.repositories(database),
    ...relocation.repositories(database),
    ...alarm.repositories(database),
  };
}

/** The repositories and services of all features. */
export function partsOf(base: Base<TopicOf<'enterprises'>> & ImportSettings) {
  const { database, clock } = base;
  const rows = { ...base, ...repositoriesOf(database), scope: { database, clock } };
  return { ...rows, ...register.services(rows), ...alarm.services(rows), ...objectImport.services(rows) };
}

const requests: Feature<unknown> = { entities: [IdempotencyRecord] };

export const FEATURES: ReadonlyArray<Feature<ReturnType<typeof partsOf>>> = [
  requests,
  pollutant.feature,
  supervisedObject.feature,
  enterprise.feature,
  camera.feature,
  outlet.feature,
  monitorPoint.feature,
  device.feature,
  limitRule.feature,
  reading.feature,
  parkedValue.feature,
  series.feature,
  finding.feature,
  deviceFault.feature,
  exceedance.feature,
  episode.feature,
  alarm.feature,
  register.feature,
  relocation.feature,
  objectImport.feature,
];

export const ENTERPRISES_MODEL = modelOf(FEATURES, MIGRATIONS);
export const enterprisesSchema = schemaOf('enterprises', FEATURES);
