const KIB = 1_024;
const MIB = 1_024 * KIB;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** An uploaded table. */
const table = {
  fileBytes: 32 * MIB,
  unpackedBytes: 256 * MIB,
  zipEntries: 200,
  rows: 200_000,
  columns: 64,
  cellCharacters: 2_000,
  areaCharacters: 256 * KIB,
};

/** The work on an import. */
const work = {
  batchRows: 1_000,
  keptFaults: 1_000,
  shownFaults: 100,
  listedImports: 100,
  holdMs: 15 * SECOND,
  lookEveryMs: 10 * SECOND,
  expectedMs: 60 * MINUTE,
  keptDays: 365,
};

/** Every number that bounds imports and exports. docs/operations.md explains each; a test compares them. */
export const BOUNDS = { table, work } as const;
