const SECOND = 1_000;

/** The server that a process connects to. */
const server = {
  connections: 10,
  connectMs: 5 * SECOND,
  statementMs: 30 * SECOND,
  readyMs: 800,
};

/** Units of work. */
const units = {
  attempts: 5,
  lockMs: 100,
  lockPauseMs: 200,
};

/** Pages of lists, and the parts of one statement. */
const pages = {
  examinedRows: 1_000,
  examinedRowsOfNested: 250,
  examinedAtOnce: 250,
  runsAtOnce: 500,
  nestedAtOnce: 100,
  rowsAtOnce: 5_000,
};

/** Statements: SQLite binds at most 32,766 values in one. */
const statements = {
  boundValues: 32_000,
};

/** Every number that bounds the use of a database. docs/operations.md explains each; a test compares them. */
export const BOUNDS = { server, units, pages, statements } as const;
