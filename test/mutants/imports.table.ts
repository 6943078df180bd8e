import type { Mutant } from './mutant.ts';

const PACKAGE = 'packages/imports/src';
const OBJECTS = 'subgraphs/enterprises/src/object-import';
const objects = (named: string): Mutant['judge'] => ({
  project: 'unit',
  file: `${OBJECTS}/object-import.test.ts`,
  named,
});

/** Imports and exports. */
export const IMPORTS: readonly Mutant[] = [
  {
    id: 'import-begins-again',
    breaks: 'an import is resumable: the next process goes on behind the last batch',
    file: `${PACKAGE}/import.runner.ts`,
    find: 'await this.contentOf(row), row.position)',
    put: 'await this.contentOf(row), 0)',
    judge: objects('goes on behind the last batch'),
  },
  {
    id: 'import-doubles-a-key',
    breaks: 'a dry run lists each fault: a key that came before is one',
    file: `${PACKAGE}/row-batches.ts`,
    find: 'firstOf.set(key, number);',
    put: '',
    judge: objects('finds every fault of a file'),
  },
  {
    id: 'workbook-without-a-bound',
    breaks: 'a workbook that unpacks to more than the bound is refused',
    file: `${PACKAGE}/xlsx.ts`,
    find: 'if (unpacked > unpackedBytes || entries > zipEntries)',
    put: 'if (entries > zipEntries)',
    judge: objects('refuses a file that is no table'),
  },
  {
    id: 'undoing-overwrites-a-later-change',
    breaks: 'undo by import number: a row that changed since is left as it is',
    file: `${OBJECTS}/object-rows.ts`,
    find: 'if (now?.version === row.version)',
    put: 'if (now)',
    judge: objects('undoes by its number'),
  },
  {
    id: 'export-with-telephones',
    breaks: 'an export has the telephones that its caller may see',
    file: `${OBJECTS}/enterprise.import.ts`,
    find: '...(!seesPhone && { phone: null, contactName: null }),',
    put: '',
    judge: objects('the rows and the telephones that the actor may see'),
  },
  {
    id: 'import-for-everyone',
    breaks: 'rights at every door: imports are for the desk',
    file: `${OBJECTS}/object-import.policy.ts`,
    find: "mayImport: (actor: Actor): boolean => hasRole(actor, 'OPERATOR', 'SHIFT_LEADER'),",
    put: 'mayImport: (): boolean => true,',
    judge: objects('is for the desk'),
  },
];
