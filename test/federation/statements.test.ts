import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { statementsOfList } from '../bench/cases.statements.ts';
import { freeDevices, sendExcess } from '../journeys/main-job.ts';
import { playMainJob } from '../journeys/play.ts';
import { demand, token } from '../testkit/client.ts';
import { enterpriseTable, startImport } from '../testkit/imports.ts';
import { outsideMariaDb, outsideSqlite, type Outside } from '../testkit/outside.ts';
import { statementsOf } from '../testkit/statements.ts';
import { startEmbedded, startRemote, type RunningSystem } from '../testkit/system.ts';
import { schemasFor } from '../testkit/systems.setup.ts';
import { nestedSelections, selectedBy } from './nested-selections.ts';
import { SELECTIONS } from './statements.table.ts';

/** A short list, and how many branches of the selection it may happen not to reach: less than any list grows by. */
const FEW = 3;
const BRANCHES = 2;

/** One of the cases that were closed and were not drawn yet. */
async function drawSample({ url, dataDirectory }: RunningSystem): Promise<void> {
  const inspector = await token(dataDirectory, { role: 'POST_SUPERVISION' });
  const draw = 'mutation ($input: DrawSampleInput!) { drawSample(input: $input) { sample { id } } }';
  const period = { closedFrom: '2020-01-01', closedTo: '2999-01-01' };
  await demand(url, inspector, draw, { input: { idempotencyKey: randomUUID(), ...period, size: 1 } });
}

const server = process.env['ECOGRID_TEST_MARIADB'];
interface Kind {
  readonly system: RunningSystem;
  /** The database of cases, from outside. */
  readonly outside: () => Promise<Outside>;
}

async function onSqlite(): Promise<Kind> {
  const system = await startEmbedded();
  const file = join(system.dataDirectory, 'cases.db');
  return { system, outside: () => Promise.resolve(outsideSqlite(file)) };
}

async function onMariaDb(url: string): Promise<Kind> {
  const databaseUrl = await schemasFor(url);
  const system = await startRemote({ databaseUrl });
  return { system, outside: () => outsideMariaDb(databaseUrl.replaceAll('{name}', 'cases')) };
}

test('the statements of every nested selection of the graph are counted', () => {
  const counted = new Set(SELECTIONS.flatMap(({ query }) => selectedBy(query)));
  expect(nestedSelections().filter((selection) => !counted.has(selection))).toEqual([]);
});

const kinds: ReadonlyArray<readonly [string, () => Promise<Kind>]> = [
  ['embedded on sqlite', onSqlite],
  ...(server ? [['remote on mariadb', () => onMariaDb(server)] as const] : []),
];

describe.each(kinds)('SQL statements of nested selections, %s', (_name, start) => {
  // A separate system, so that only its statements are counted.
  let system: RunningSystem;
  let outside: () => Promise<Outside>;
  let operator: string;
  let administrator: string;
  beforeAll(async () => {
    ({ system, outside } = await start());
    operator = await token(system.dataDirectory, { role: 'OPERATOR' });
    administrator = await token(system.dataDirectory, { role: 'ADMINISTRATOR' });
    // Something in every list: open cases of eight outlets, three of them played to their end.
    for (let round = 0; round < 3; round += 1) if (system.hasEvents) await playMainJob(system);
    for (let round = 0; round < 3; round += 1) if (system.hasEvents) await drawSample(system);
    for (const device of (await freeDevices(system)).slice(0, 8)) await sendExcess(system, device);
    const table = await enterpriseTable(system.url, operator, 0, '');
    for (let round = 0; round < 2; round += 1) await startImport(system.url, operator, table);
  });
  afterAll(() => system.stop());

  test.each(SELECTIONS)('do not grow with the list: $name', async ({ query, statements, role }) => {
    const whole = query.includes('$first') ? `query ($first: Int! = 1) { ${query} }` : `{ ${query} }`;
    const ask = (first: number): Promise<unknown> =>
      demand(system.url, role ? administrator : operator, whole, { first });
    await ask(2);
    const few = await statementsOf(system, () => ask(FEW));
    const many = await statementsOf(system, () => ask(60));
    expect(many).toBeLessThanOrEqual(statements);
    expect(many).toBeLessThanOrEqual(few + BRANCHES);
    expect(few).toBeGreaterThan(0);
  });

  test("are the same for 25 cases and for 50, and few: the desk's list", async () => {
    const { few, many } = await statementsOfList(system, await outside());
    expect(many).toBe(few);
    expect(many).toBeLessThanOrEqual(12);
  });
});
