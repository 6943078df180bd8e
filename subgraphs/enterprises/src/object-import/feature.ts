import type { Database } from '@ecogrid/database';
import { auditRecorded, type TopicOf } from '@ecogrid/event-contracts';
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
import type { Base, Feature } from '@ecogrid/subgraph';
import { enterpriseImport } from './enterprise.import.ts';
import { objectImportPolicy } from './object-import.policy.ts';
import { ObjectImportRepository } from './object-import.repository.ts';
import { otherObjectImport } from './other-object.import.ts';
import type { PlacedParts } from './placed-rows.ts';
import { PlacedRepository } from './placed.repository.ts';
import { cameraImport, outletImport } from './site.imports.ts';

const RegisterImportResolver = importResolver('Register', 'the register', objectImportPolicy);

export function repositories(database: Database) {
  return {
    imports: new ImportRepository(database),
    objectImports: new ObjectImportRepository(database),
    placed: new PlacedRepository(database),
  };
}

type Needs = Base<TopicOf<'enterprises'>> & ReturnType<typeof repositories> & PlacedParts & ImportSettings;

export function services(parts: Needs): ImportServices {
  const { clock, outbox } = parts;
  return importServices(parts, {
    word: 'Register',
    kinds: [enterpriseImport(parts), otherObjectImport(parts), outletImport(parts), cameraImport(parts)],
    policy: objectImportPolicy,
    recordAct: async (actor, act) => {
      await outbox.announce(auditRecorded(actor, act, clock.now()));
    },
  });
}

export const feature: Feature<Needs & ImportServices> = {
  entities: IMPORT_ENTITIES,
  resolvers: [
    [RegisterImportResolver, (parts) => new RegisterImportResolver(parts)],
    [ImportPushResolver, ({ imports }) => new ImportPushResolver(imports)],
  ],
  jobs: (parts) => [importJob(parts)],
  routes: importDoor,
};
