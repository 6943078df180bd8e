import type { Database } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import {
  IMPORT_ENTITIES,
  ImportPushResolver,
  ImportRepository,
  importDoor,
  importJob,
  importResolver,
  importServices,
  type ImportServices,
  type ImportSettings,
} from '@ecogrid/imports';
import type { Base, Feature, MutationScope } from '@ecogrid/subgraph';
import type { AuditRepository } from '../audit/index.ts';
import { directoryImportPolicy } from './directory-import.policy.ts';
import { DirectoryImportRepository } from './directory-import.repository.ts';
import type { DirectoryImportParts } from './directory-rows.ts';
import { organizationImport } from './organization.import.ts';
import { personImport } from './person.import.ts';

const DirectoryImportResolver = importResolver('Directory', 'the directory', directoryImportPolicy);

export function repositories(database: Database) {
  return {
    imports: new ImportRepository(database),
    directoryImports: new DirectoryImportRepository(database),
  };
}

type Needs = Base<TopicOf<'grids'>> &
  ReturnType<typeof repositories> &
  DirectoryImportParts &
  ImportSettings & { readonly audit: AuditRepository; readonly scope: MutationScope };

export function services(parts: Needs): ImportServices {
  const { audit, clock } = parts;
  return importServices(parts, {
    word: 'Directory',
    kinds: [organizationImport(parts), personImport(parts)],
    policy: directoryImportPolicy,
    recordAct: async (by, { reason, ...act }) => audit.record({ ...act, by, reason, at: clock.now() }),
  });
}

export const feature: Feature<Needs & ImportServices> = {
  entities: IMPORT_ENTITIES,
  resolvers: [
    [DirectoryImportResolver, (parts) => new DirectoryImportResolver(parts)],
    [ImportPushResolver, ({ imports }) => new ImportPushResolver(imports)],
  ],
  jobs: (parts) => [importJob(parts)],
  routes: importDoor,
};
