import { join } from 'node:path';
import { demand, token } from '../testkit/client.ts';
import { outsideSqlite, type Outside } from '../testkit/outside.ts';
import { statementsOf } from '../testkit/statements.ts';
import { startEmbedded, type SystemAddress } from '../testkit/system.ts';
import { fillRegister } from './cases.data.ts';

/** The desk's list as its screen asks for it, of the whole graph. */
const DESK_LIST = `cases(first: $first) { edges { node {
  number title state dueAt isOverdue enterprise { name } grid { name } leadOrganization { name }
  currentTickets { number state dueAt assignee { name } } latestHistory(first: 3) { at action to note }
} } pageInfo { hasNextPage endCursor } }`;

/** More than a page. */
const LISTED = 60;

/** SQL statements of the list over all subgraphs, for 25 cases and for 50: among so many is one of each kind. */
export async function statementsOfList(
  system: SystemAddress,
  outside: Outside,
): Promise<{ readonly few: number; readonly many: number }> {
  await fillRegister(outside, 0, LISTED);
  await outside.close();
  const bearer = await token(system.dataDirectory, { role: 'OPERATOR' });
  const ask = (first: number) => async (): Promise<void> => {
    const query = `query ($first: Int!) { ${DESK_LIST} }`;
    const { cases } = await demand<{ cases: { edges: unknown[] } }>(system.url, bearer, query, { first });
    if (cases.edges.length !== first) throw new Error(`${cases.edges.length} of ${first} cases were listed`);
  };
  await ask(50)();
  return { few: await statementsOf(system, ask(25)), many: await statementsOf(system, ask(50)) };
}

export async function wholeGraphStatements(
  rows: Array<Record<string, string | number>>,
): Promise<Record<string, number>> {
  const system = await startEmbedded();
  try {
    const outside = outsideSqlite(join(system.dataDirectory, 'cases.db'));
    const { few, many } = await statementsOfList(system, outside);
    rows.push({ what: 'SQL statements of the list', 'of 25': few, 'of 50': many });
    return { statements_list: many, statements_growth: many / few };
  } finally {
    await system.stop();
  }
}
