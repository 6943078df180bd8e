import { AsyncLocalStorage } from 'node:async_hooks';
import { countingStatements, type Database, type Statement } from '@ecogrid/database';

/** For tests: finds the mutations that select a table twice by the same key, in one attempt of their transaction. */
export interface ReadOnce {
  /** Each fault: the mutation, the table and the values that it looks for. */
  readonly faults: readonly string[];
}

const BEGIN = /^(BEGIN|START TRANSACTION)/;
const SELECT = /^SELECT .*? FROM ["`](\w+)["`]/s;
const REQUEST = /^INSERT INTO ["`]idempotency_record["`]/;

/** Watches the outermost transactions of a database; those that keep one idempotency key are mutations. */
export function watchReads(database: Database): ReadOnce {
  const faults: string[] = [];
  const within = new AsyncLocalStorage<true>();
  const transaction = database.transaction.bind(database);
  database.transaction = async (work) => {
    if (within.getStore()) return transaction(work);
    const sent: Statement[] = [];
    const result = await within.run(true, () =>
      countingStatements({ statements: 0, sent }, () => transaction(work)),
    );
    const attempt = sent.slice(sent.findLastIndex(({ text }) => BEGIN.test(text)));
    const requests = attempt.filter(({ text }) => REQUEST.test(text));
    const [request] = requests;
    if (request && requests.length === 1)
      faults.push(...readTwice(attempt).map((read) => `${operationOf(request)}: ${read}`));
    return result;
  };
  return { faults };
}

/** The tables and keys that statements select again. */
export function readTwice(sent: readonly Statement[]): string[] {
  const reads = sent.map(readBy).filter((read) => read !== null);
  return reads.filter((read, at) => reads.indexOf(read) !== at);
}

/** The rows that a statement reads: the table and the values that it looks for; null for other statements. */
export function readBy({ text, parameters }: Statement): string | null {
  const [, table] = SELECT.exec(text) ?? [];
  return table ? `${table} ${JSON.stringify(parameters)}` : null;
}

function operationOf({ parameters }: Statement): string {
  return String(parameters.find((each) => typeof each === 'string' && /^[a-z]+[A-Z]\w+$/.test(each)));
}
