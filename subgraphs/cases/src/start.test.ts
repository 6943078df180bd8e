import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { Database } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { DatabaseEventLog } from '@ecogrid/events';
import { ActorSigner, importPair, type Actor } from '@ecogrid/identity';
import { outlets } from '@ecogrid/seed-district';
import { Metrics, silentLogger, systemClock } from '@ecogrid/service';
import { eventually } from '@ecogrid/service/testing';
import type { RunningSubgraph, SubgraphResult } from '@ecogrid/subgraph';
import {
  environment,
  freshKey,
  mailOptions,
  operator,
  photoSettings,
  publicActor,
} from './testing/cases.builder.ts';
import { CASES_MODEL } from './features.ts';
import { startCases } from './start.ts';

const LIST = `{ cases(first: 50) { edges { node {
  number category { code } channel { code } grid { code } enterprise { id } leadTicket { number }
  tickets { results { kind } } reports(first: 2) { edges { node { id reviews { level } } } }
  exceedances { id } history(first: 3) { edges { node { action } } } suggestedRoute { ruleId } checks { outcome }
} } } }`;

describe.each(testEngines())('the subgraph on $name', (engine) => {
  let running: RunningSubgraph;
  let signer: ActorSigner;
  let databaseUrl: string;
  const metrics = new Metrics();
  beforeAll(async () => {
    const keys = await importPair(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
    signer = new ActorSigner(keys.privateKey);
    const mail = mailOptions();
    const surroundings = { mail, clock: systemClock, logger: silentLogger, metrics, seed: true };
    databaseUrl = await engine.freshUrl();
    running = await startCases({
      databaseUrl,
      gatewayKey: keys.publicKey,
      attachments: photoSettings(),
      publicReports: { perClient: 20, inAll: 30 },
      divisionCode: '370871',
      ...surroundings,
    });
  });
  afterAll(() => running.close());

  const request = async (actor: Actor, query: string, variables = {}) => {
    const token = await signer.sign(actor, 'cases');
    return { query, variables, actorToken: () => token, requestId: 'test' };
  };
  const ask = async (actor: Actor, query: string, variables = {}): Promise<SubgraphResult> =>
    running.subgraph.execute(await request(actor, query, variables));
  const openCase = async (description: string): Promise<void> => {
    const [place] = outlets.map(({ longitude, latitude }) => ({ longitude, latitude }));
    const input = {
      idempotencyKey: freshKey(),
      description,
      channelCode: 'OPERATOR',
      categoryCode: 'RIVER',
      place,
    };
    const submitted = await ask(
      operator,
      'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { reportId } }',
      { input },
    );
    const { reportId } = submitted.data?.['submitReport'] as { reportId: string };
    const adoption = { idempotencyKey: freshKey(), reportId, version: 1 };
    await ask(
      operator,
      'mutation ($input: AdoptReportInput!) { adoptReport(input: $input) { case { id } } }',
      {
        input: adoption,
      },
    );
  };

  test('lists cases with a number of statements that does not grow with the list', async () => {
    const sent = async (): Promise<number> => {
      const page = await metrics.registry.getMetricsAsJSON();
      const [counted] = page.find(({ name }) => name === 'ecogrid_cases_sql_statements_total')?.values ?? [];
      return counted?.value ?? 0;
    };
    const statements = async (): Promise<number> => {
      const before = await sent();
      expect((await ask(operator, LIST)).errors).toBeUndefined();
      return (await sent()) - before;
    };
    await openCase('河道一');
    await openCase('河道二');
    const two = await statements();
    for (const name of ['三', '四', '五']) await openCase(`河道${name}`);
    expect(await statements()).toBe(two);
    expect(two).toBeGreaterThan(5);
    expect(two).toBeLessThanOrEqual(14);
  });

  test.each([
    ['the public', publicActor, 'ticketChanged { cursor }'],
    [
      'a department that names another',
      environment,
      'ticketChanged(organizationCode: "DEPT-WATER") { cursor }',
    ],
    ['the public', publicActor, 'caseChanged { cursor }'],
  ])('refuses a subscription to %s', async (_name, actor, field) => {
    const refused = await running.subgraph.subscribe(await request(actor, `subscription { ${field} }`));
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  test('pushes a change of a case, with the case as it is', async () => {
    const pushes = await running.subgraph.subscribe(
      await request(
        operator,
        'subscription { caseChanged(gridCode: "370871001") { cursor action case { state } } }',
      ),
    );
    if (!(Symbol.asyncIterator in pushes)) throw new Error('the subscription was refused');
    const next = pushes.next();
    await openCase('河道六');
    const { value } = (await next) as { value: SubgraphResult };
    expect(value.data).toMatchObject({ caseChanged: { action: 'ADOPT', case: { state: 'REPORTED' } } });
    await pushes.return?.();
  });

  test('answers a receipt and nothing more to the public', async () => {
    const [place] = outlets.map(({ longitude, latitude }) => ({ longitude, latitude }));
    const input = { idempotencyKey: freshKey(), description: '异味', place };
    const query = 'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { report { id } } }';
    expect((await ask(publicActor, query, { input })).data).toEqual({ submitReport: { report: null } });
    expect(
      (await ask(publicActor, '{ reports { edges { node { id } } } cases { edges { node { id } } } }')).data,
    ).toEqual({
      reports: { edges: [] },
      cases: { edges: [] },
    });
  });

  test('reports in /ready and in its metrics the stuck consumer and the reason: an older database of grids was restored', async () => {
    expect(running.subgraph.degraded()).toEqual([]);
    // Of another subgraph only its log matters, which begins here: nothing is in it.
    const database = await Database.open({ url: await engine.freshUrl(), ...CASES_MODEL });
    const other = { database, source: 'grids', logger: silentLogger, misfitOf: () => null };
    const log = await DatabaseEventLog.open(other);
    const own = await Database.open({ url: databaseUrl, ...CASES_MODEL });
    await own.transaction((manager) =>
      manager.query(
        `INSERT INTO consumer_position (consumer, source, epoch, position) VALUES ('cases.territory', 'grids', '${log.epoch}', 500)`,
      ),
    );
    await own.close();
    running.listenTo(log);
    log.wake();
    await log.settle();
    await eventually(() => running.subgraph.degraded().length > 0);
    expect(running.subgraph.degraded()).toEqual([
      expect.stringMatching(
        /^consumer cases\.territory of grids failed 1 times: .*up to 500.*an older database of grids was restored/s,
      ),
    ]);
    const page = await metrics.registry.metrics();
    expect(page).toMatch(/^ecogrid_cases_consumer_failures_total\{source="grids"\} 1$/m);
    await log.close();
    await database.close();
  });
});
