import type { Database } from './database.ts';
import { countingStatements, type Statement } from './statements.ts';

interface Plans {
  readonly statements: number;
  /** Steps of plans that read a table otherwise than by an index, or sort its rows; none is how it should be. */
  readonly faults: string[];
}

/** Runs work that reads, and looks at the plan of each statement that it sent. */
export async function plansOf(database: Database, work: () => Promise<unknown>): Promise<Plans> {
  const sent: Statement[] = [];
  await countingStatements({ statements: 0, sent }, work);
  const { manager } = database;
  const faults: string[] = [];
  for (const { text, parameters } of sent) {
    const explain = database.engine === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
    const steps = await manager.query<Array<Record<string, unknown>>>(`${explain} ${text}`, [...parameters]);
    faults.push(...(database.engine === 'sqlite' ? sqliteFaults(steps, text) : serverFaults(steps, text)));
  }
  return { statements: sent.length, faults };
}

/** The derived tables that merge bounded runs have these names; they are scanned and sorted, and small. */
const BOUNDED = /^(SCAN|SEARCH) (run\d+|merged|listed|counted|t\d+|\(subquery-\d+\))/;

function sqliteFaults(steps: ReadonlyArray<Record<string, unknown>>, text: string): string[] {
  const operations = steps.map(({ parent, detail }) => ({ parent, detail: String(detail) }));
  const reads = operations.filter(({ detail }) => /^(SCAN|SEARCH) /.test(detail) && !BOUNDED.test(detail));
  const faults = operations.filter(({ parent, detail }) => {
    if (detail.startsWith('USE TEMP B-TREE FOR')) return reads.some((read) => read.parent === parent);
    return detail.startsWith('SCAN') && !BOUNDED.test(detail) && !/USING (COVERING )?INDEX/.test(detail);
  });
  return faults.map(({ detail }) => `${detail} in ${text}`);
}

function serverFaults(steps: ReadonlyArray<Record<string, unknown>>, text: string): string[] {
  return steps
    .filter(({ table }) => !/^<|^null$/.test(String(table)))
    .filter(({ type, Extra }) => type === 'ALL' || /filesort|temporary/.test(String(Extra)))
    .map(
      ({ table, type, key, Extra }) =>
        `${String(table)} ${String(type)} ${String(key)} ${String(Extra)} in ${text}`,
    );
}
