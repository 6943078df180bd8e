import type { Database } from '@ecogrid/database';
import { auditRecorded, type TopicOf } from '@ecogrid/event-contracts';
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
import { Person, personNamed } from '../neighbours/index.ts';
import { deviceImport } from './device.import.ts';
import { enterpriseImport } from './enterprise.import.ts';
import { limitRuleImport } from './limit-rule.import.ts';
import { monitorPointImport } from './monitor-point.import.ts';
import { objectImportPolicy } from './object-import.policy.ts';
import { ObjectImportRepository } from './object-import.repository.ts';
import { otherObjectImport } from './other-object.import.ts';
import type { PlacedParts } from './placed-rows.ts';
import { PlacedRepository } from './placed.repository.ts';
import { cameraImport, outletImport } from './site.imports.ts';

const { ImportResolver, ImportPushResolver } = importResolvers('Register', 'the register', {
  policy: objectImportPolicy,
  person: Person,
  personOf: personNamed,
});

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
    kinds: [
      enterpriseImport(parts),
      otherObjectImport(parts),
      outletImport(parts),
      cameraImport(parts),
      monitorPointImport(parts),
      deviceImport(parts),
      limitRuleImport(parts),
    ],
    policy: objectImportPolicy,
    recordAct: async (actor, act) => {
      await outbox.announce(auditRecorded(actor, act, clock.now()));
    },
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
