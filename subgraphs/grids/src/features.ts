import { IdempotencyRecord } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { ImportSettings } from '@ecogrid/imports';
import { modelOf, schemaOf, type Base, type Feature } from '@ecogrid/subgraph';
import * as account from './account/feature.ts';
import * as appointment from './appointment/feature.ts';
import * as asset from './asset/feature.ts';
import * as audit from './audit/feature.ts';
import * as auditList from './audit-list/feature.ts';
import * as directory from './directory/feature.ts';
import * as directoryImport from './directory-import/feature.ts';
import * as division from './division/feature.ts';
import * as grid from './grid/feature.ts';
import { MIGRATIONS } from './migrations/index.ts';
import * as organization from './organization/feature.ts';
import * as person from './person/feature.ts';

/** The repositories and services of all features. */
export function partsOf(base: Base<TopicOf<'grids'>>) {
  const { database, clock } = base;
  const { people } = person.repositories(database, clock);
  const rows = {
    ...base,
    ...division.repositories(database),
    ...organization.repositories(database),
    ...grid.repositories(database),
    people,
    ...audit.repositories(database),
    ...account.repositories(database),
    ...appointment.repositories(database, people),
    ...asset.repositories(database),
    ...directory.repositories(database),
    ...directoryImport.repositories(database),
    scope: { database, clock },
  };
  return {
    ...rows,
    ...organization.services(rows),
    ...person.services(rows),
    ...appointment.services(rows),
    ...account.services(rows),
    ...directory.services(rows),
  };
}

/** The parts of the running subgraph, which has a folder for files, too. */
export function servedPartsOf(base: Base<TopicOf<'grids'>> & ImportSettings) {
  const { importFiles } = base;
  const parts = { ...partsOf(base), importFiles };
  return { ...parts, ...directoryImport.services(parts) };
}

type Parts = ReturnType<typeof servedPartsOf>;

const requests: Feature<unknown> = { entities: [IdempotencyRecord] };

export const FEATURES: ReadonlyArray<Feature<Parts>> = [
  requests,
  division.feature,
  organization.feature,
  grid.feature,
  person.feature,
  audit.feature,
  auditList.feature,
  account.feature,
  appointment.feature,
  asset.feature,
  directory.feature,
  directoryImport.feature,
];

export const GRIDS_MODEL = modelOf(FEATURES, MIGRATIONS);
export const gridsSchema = schemaOf('grids', FEATURES);
