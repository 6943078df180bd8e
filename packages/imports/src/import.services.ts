import { DiskStore, SignedAddresses, type FileSettings, type FileStore } from '@ecogrid/files';
import type { Actor } from '@ecogrid/identity';
import type { Logger } from '@ecogrid/service';
import type { AnyKind, ImportPolicy } from './import-kind.ts';
import { ImportRunner } from './import.runner.ts';
import { ImportService, importActions, type ImportAct, type ImportParts } from './import.service.ts';

/** The settings of a subgraph that takes imports. */
export interface ImportSettings {
  /** Where the files of imports are kept, and the secret that proves their addresses. */
  readonly importFiles: FileSettings;
}

interface Needs extends ImportSettings, Pick<ImportParts, 'scope' | 'outbox' | 'imports'> {
  readonly logger: Logger;
}

interface Given {
  /** The word of the mutations, such as `Register`; in small letters it is in the paths of files. */
  readonly word: string;
  readonly kinds: readonly AnyKind[];
  readonly policy: ImportPolicy;
  /** Keeps an act in the audit, in the transaction of the caller. */
  readonly recordAct: (actor: Actor, act: ImportAct) => Promise<void>;
}

export interface ImportServices {
  readonly importKinds: readonly AnyKind[];
  readonly importStore: FileStore;
  readonly importAddresses: SignedAddresses;
  readonly importRunner: ImportRunner;
  readonly importing: ImportService;
}

/** The parts of the imports of a subgraph. */
export function importServices(needs: Needs, { word, kinds, policy, recordAct }: Given): ImportServices {
  const { scope, importFiles } = needs;
  const parts = {
    ...needs,
    ...scope,
    recordAct,
    importKinds: kinds,
    importPolicy: policy,
    importActions: importActions(word),
    importStore: new DiskStore(importFiles.directory),
    importAddresses: new SignedAddresses(importFiles.secret, scope.clock, `/${word.toLowerCase()}-imports/`),
  };
  const importRunner = new ImportRunner(parts);
  const importing = new ImportService({ ...parts, importRunner });
  const { importKinds, importStore, importAddresses } = parts;
  return { importKinds, importStore, importAddresses, importRunner, importing };
}
