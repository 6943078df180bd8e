import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger as TypeOrmLogger } from 'typeorm';

/** How many SQL statements a piece of work has sent so far. */
export interface StatementCount {
  statements: number;
  /** Given an array, it gets each statement as well. */
  readonly sent?: Statement[];
}

export interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

const counted = new AsyncLocalStorage<readonly StatementCount[]>();

/** Runs the work and counts the SQL statements sent on its behalf, by any database of this process. Counts nest. */
export function countingStatements<T>(count: StatementCount, work: () => T): T {
  return counted.run([...(counted.getStore() ?? []), count], work);
}

/** Runs work that a counted piece of work sets off but does not wait for. */
export function uncounted<T>(work: () => T): T {
  return counted.exit(work);
}

/** TypeORM reports each statement to its logger, which counts it and does nothing else. */
export const statementCounter: TypeOrmLogger = {
  logQuery: (text: string, parameters: unknown[] = []) => {
    for (const count of counted.getStore() ?? []) {
      count.statements += 1;
      count.sent?.push({ text, parameters });
    }
  },
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};
