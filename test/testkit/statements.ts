import type { SystemAddress } from './system.ts';

/** SQL statements sent on behalf of operations so far, over all subgraphs. */
async function sqlStatements({ metricsUrls }: SystemAddress): Promise<number> {
  const pages = await Promise.all(metricsUrls.map(async (url) => (await fetch(url)).text()));
  const counts = pages.join('\n').matchAll(/^ecogrid_\w+_sql_statements_total (\d+)/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** The number of statements of the work; no other request may run meanwhile. */
export async function statementsOf(system: SystemAddress, work: () => Promise<unknown>): Promise<number> {
  const before = await sqlStatements(system);
  await work();
  return (await sqlStatements(system)) - before;
}
