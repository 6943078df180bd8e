import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { statementsOfList } from '../bench/cases.statements.ts';
import { freeDevices, sendExcess } from '../journeys/main-job.ts';
import { playMainJob } from '../journeys/play.ts';
import { demand, token } from '../testkit/client.ts';
import { outsideMariaDb, outsideSqlite, type Outside } from '../testkit/outside.ts';
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
    name: 'cases with tickets, results, checks, reports, history and its proof, exceedances and routes',
    query:
      'cases(first: $first) { edges { node { number isOverdue category { nameZh } grid { name } enterprise { name } outlet { name } leadTicket { number } tickets { state assignee { name } results { kind } availableActions } checks { outcome } reports { edges { node { description } } } history { edges { node { action } } } verifyHistory exceedances { value } suggestedRoute { organization { name } } availableActions } } }',
    statements: 34,
  },
  {
    name: 'hot spots with their grids and categories',
    query:
      'caseHotSpots(from: "2026-01-01", to: "2026-12-31", first: $first) { opened spots { opened grid { name } categories { opened category { nameZh } } } }',
    statements: 3,
  },
  {
    name: 'tickets with their case, its places, and the score of whom they are assigned to',
    query:
      'tickets(first: $first) { edges { node { state dueAt case { number grid { name members { name } } enterprise { name } outlet { name } } assignee { name score { points } } } } }',
    statements: 16,
  },
  {
    name: 'tickets with what is told of their deadlines, and the calls about them',
    query:
      'tickets(first: $first) { edges { node { calendarVersion deadlineNotices(first: 5) { edges { node { kind rung dueAt } } } phoneReminders { phone organization { name } logs { outcome caller { name } } } } } }',
    statements: 9,
  },
  {
    name: 'calls to make with their tickets and whom to call',
    query:
      'phoneReminders(first: $first) { edges { node { state phone organization { name } ticket { number case { number } } logs { outcome } } } }',
    statements: 8,
  },
  {
    name: 'tickets with their letters, whom they went to, and back again',
    query:
      'tickets(first: $first) { edges { node { number emails { state fault messageId organization { name } ticket { number } availableActions } } } }',
    statements: 5,
  },
  {
    name: 'samples of closed cases with their population and what was found at whom',
    query:
      'postSupervisionSamples(first: $first) { edges { node { seed drawer { name } population(first: 5) { edges { node { digest case { number } } } } inspections(first: 5) { edges { node { state case { number } recorder { name } photos { url } lookBack { state } availableActions } } } } } }',
    statements: 10,
  },
  {
    name: 'inspections with their case, and the inspections of that',
    query:
      'inspections(first: $first) { edges { node { findings sample { seed } case { number inspections { state } } } } }',
    statements: 5,
  },
  {
    name: 'organizations with their tickets and scores',
    query:
      'organizations(first: $first) { edges { node { name score { points } tickets(first: 2) { edges { node { number } } } } } }',
    statements: 10,
  },
  {
    name: 'score entries with rule, subject and source',
    query:
      'scoreEntries(first: $first) { edges { node { points rule { textZh } organization { name } grid { name } person { name } case { number } ticket { number } } } }',
    statements: 12,
  },
  {
    name: 'trainings with who attended, whom grids knows',
    query:
      'trainings(first: $first) { edges { node { title attendances { hasAttended person { name organization { name } } } } } }',
    statements: 6,
  },
];

/** A short list, and how many branches of the selection it may happen not to reach: less than any list grows by. */
const FEW = 3;
const BRANCHES = 2;

/** One of the cases that were closed and were not drawn yet. */
async function drawSample({ url, dataDirectory }: RunningSystem): Promise<void> {
  const inspector = await token(dataDirectory, { role: 'POST_SUPERVISION' });
  const draw = 'mutation ($input: DrawSampleInput!) { drawSample(input: $input) { id } }';
  const period = { closedFrom: '2020-01-01', closedBefore: '2999-01-01' };
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

const kinds: ReadonlyArray<readonly [string, () => Promise<Kind>]> = [
  ['embedded on sqlite', onSqlite],
  ...(server ? [['remote on mariadb', () => onMariaDb(server)] as const] : []),
];

describe.each(kinds)('SQL statements of nested selections, %s', (_name, start) => {
  // A system of its own: nobody else's statements are counted.
  let system: RunningSystem;
  let outside: () => Promise<Outside>;
  let operator: string;
  beforeAll(async () => {
    ({ system, outside } = await start());
    operator = await token(system.dataDirectory, { role: 'OPERATOR' });
    // Something in every list: open cases of eight outlets, three of them played to their end.
    for (let round = 0; round < 3; round += 1) if (system.hasEvents) await playMainJob(system);
    for (let round = 0; round < 3; round += 1) if (system.hasEvents) await drawSample(system);
    for (const device of (await freeDevices(system)).slice(0, 8)) await sendExcess(system, device);
  }, 120_000);
  afterAll(() => system.stop());

  test.each(SELECTIONS)('do not grow with the list: $name', async ({ query, statements }) => {
    const whole = `query ($first: Int! = 1) { ${query} }`;
    const ask = (first: number): Promise<unknown> => demand(system.url, operator, whole, { first });
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
