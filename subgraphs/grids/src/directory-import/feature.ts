import type { Database } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import {
  IMPORT_ENTITIES,
  ImportRepository,
  importDoor,
  importJob,
  importResolvers,
  importServices,
  type ImportServices,
  type ImportSettings,
} from '@ecogrid/imports';
import type { Base, Feature } from '@ecogrid/subgraph';
import { Person } from '../person/index.ts';
import { appointmentImport } from './appointment.import.ts';
import { assetImport } from './asset.import.ts';
import { directoryImportPolicy } from './directory-import.policy.ts';
import { DirectoryImportRepository } from './directory-import.repository.ts';
import type { DirectoryImportParts } from './directory-parts.ts';
import { gridImport } from './grid.import.ts';
import { organizationImport } from './organization.import.ts';
import { personImport } from './person.import.ts';

const { ImportResolver, ImportPushResolver } = importResolvers('Directory', 'the directory', {
  policy: directoryImportPolicy,
  person: Person,
  personOf: (id, context, parts) => context.load((parts as DirectoryImportParts).people.byId, id),
});

export function repositories(database: Database) {
  return {
    imports: new ImportRepository(database),
    directoryImports: new DirectoryImportRepository(database),
  };
}

type Needs = Base<TopicOf<'grids'>> & ReturnType<typeof repositories> & DirectoryImportParts & ImportSettings;

export function services(parts: Needs): ImportServices {
  const { audit, clock } = parts;
  return importServices(parts, {
    word: 'Directory',
    kinds: [
      organizationImport(parts),
      gridImport(parts),
      personImport(parts),
      appointmentImport(parts),
      assetImport(parts),
    ],
    policy: directoryImportPolicy,
    recordAct: async (by, { reason, ...act }) => audit.record({ ...act, by, reason, at: clock.now() }),
  });
}

export const feature: Feature<Needs & ImportServices> = {
  entities: IMPORT_ENTITIES,
  resolvers: [
    [ImportResolver, (parts) => new ImportResolver(parts)],
    [ImportPushResolver, (parts) => new ImportPushResolver(parts)],
  ],
  jobs: (parts) => [importJob(parts)],
  routes: importDoor,
};
