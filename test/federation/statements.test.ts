import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demand, token } from '../testkit/client.ts';
import { statementsOf } from '../testkit/statements.ts';
import { startEmbedded, startRemote, type RunningSystem } from '../testkit/system.ts';
import { schemasFor } from '../testkit/systems.setup.ts';

/** A nested selection, and the most SQL statements that it may cost however long its lists are. */
interface Selection {
  readonly name: string;
  readonly query: string;
  readonly statements: number;
}

const SELECTIONS: readonly Selection[] = [
  {
    name: 'grids with their division, parent, organization and members',
    query:
      'grids(first: $first) { edges { node { code division { name } parent { name } responsibleOrganization { name } members { name organization { name } } } } }',
    statements: 7,
  },
  {
    name: 'people with every appointment, its grid and organization',
    query:
      'people(first: $first) { edges { node { name organization { name } appointments { role grid { name } organization { name } } } } }',
    statements: 5,
  },
  {
    name: 'assets with their holders',
    query: 'assets(first: $first) { edges { node { code holder { name phone } } } }',
    statements: 3,
  },
  {
    name: 'enterprises with outlets, limit rules, points, devices and readings, and the grid of another subgraph',
    query:
      'enterprises(first: $first) { edges { node { name grid { name members { name } } outlets { code limitRules { upper pollutant { name } } monitorPoints { code devices { mn } } } } } }',
    statements: 10,
  },
  {
    name: 'grids with the enterprises and cases that other subgraphs add',
    query:
      'grids(first: $first) { edges { node { name enterprises(first: 2) { edges { node { name } } } cases(first: 2) { edges { node { number } } } score { points } } } }',
    statements: 14,
  },
  {
    name: 'trainings with who attended, whom grids knows',
    query:
      'trainings(first: $first) { edges { node { title attendances { hasAttended person { name organization { name } } } } } }',
    statements: 6,
  },
];

const server = process.env['ECOGRID_TEST_MARIADB'];
const kinds: ReadonlyArray<readonly [string, () => Promise<RunningSystem>]> = [
  ['embedded on sqlite', () => startEmbedded()],
  ...(server
    ? [['remote on mariadb', async () => startRemote({ databaseUrl: await schemasFor(server) })] as const]
    : []),
];

describe.each(kinds)('SQL statements of nested selections, %s', (_name, start) => {
  // A system of its own: nobody else's statements are counted.
  let system: RunningSystem;
  let operator: string;
  beforeAll(async () => {
    system = await start();
    operator = await token(system.dataDirectory, { role: 'OPERATOR' });
  }, 60_000);
  afterAll(() => system.stop());

  test.each(SELECTIONS)('do not grow with the list: $name', async ({ query, statements }) => {
    const whole = `query ($first: Int! = 1) { ${query} }`;
    const ask = (first: number): Promise<unknown> => demand(system.url, operator, whole, { first });
    await ask(2);
    const few = await statementsOf(system, () => ask(20));
    const many = await statementsOf(system, () => ask(60));
    expect(many).toBeLessThanOrEqual(statements);
    expect(many).toBeLessThanOrEqual(few);
    expect(few).toBeGreaterThan(0);
  });
});
