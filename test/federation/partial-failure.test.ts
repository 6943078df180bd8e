import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { ask, token } from '../testkit/client.ts';
import { noJsonLines } from '../testkit/process.ts';
import { startRemote, type RemoteSystem, type RunningSystem } from '../testkit/system.ts';
import { eventually } from '../../packages/service/dist/testing.js';

interface Data {
  readonly grid: { readonly name: string; readonly score: { readonly points: string } | null } | null;
}

/** A busy machine takes its time. */
const LONG_MS = 180_000;
const QUERY = '{ grid(code: "370871001") { name score { points } } }';

describe('a graph whose subgraphs are processes of their own', () => {
  let system: RemoteSystem;
  let operator: string;
  /** A gateway with each of the executors, and the path that it gives an error of a fetch. */
  let gateways: ReadonlyArray<readonly [url: string, path: object]>;
  beforeAll(async () => {
    system = await startRemote({ environment: { LOG_LEVEL: 'debug' } });
    const stock = await system.openGateway({ GATEWAY_EXECUTOR: 'stock' });
    gateways = [
      [system.url, { path: ['grid', 'score'] }],
      [stock.url, {}],
    ];
    operator = await token(system.dataDirectory, { role: 'OPERATOR' });
  }, LONG_MS);
  afterAll(() => system.stop());

  test('answers with the data of the others, and a typed error at the path, when one subgraph is down', async () => {
    for (const [url] of gateways) {
      const whole = await ask<Data>(url, operator, QUERY);
      expect(whole.data?.grid?.score?.points).toBe('100.00');
    }
    expect((await fetch(system.url.replace('/graphql', '/ready'))).status).toBe(200);

    await system.programs['assessment']?.end('SIGKILL');
    for (const [url, path] of gateways) {
      const partial = await ask<Data>(url, operator, QUERY);
      expect(partial.status).toBe(200);
      expect(partial.data?.grid).toEqual({ name: '洸河街道网格', score: null });
      expect(partial.errors).toEqual([
        expect.objectContaining({
          ...path,
          extensions: expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE' }),
        }),
      ]);
      expect(JSON.stringify(partial.errors)).not.toContain('127.0.0.1');
    }
    expect((await fetch(system.url.replace('/graphql', '/ready'))).status).toBe(503);
    expect((await fetch(system.url.replace('/graphql', '/live'))).status).toBe(200);
  });

  test(
    'serves actors whose rights are cached when grids is down, and refuses others with a typed error',
    async () => {
      const CHANNELS = '{ intakeChannels { code } }';
      expect((await ask(system.url, operator, CHANNELS)).errors).toBeUndefined();
      const stranger = await token(system.dataDirectory, { role: 'ASSESSOR' });
      await system.programs['grids']?.end('SIGKILL');
      await untilGridsIsAsked(system, () => ask(system.url, operator, CHANNELS));
      expect(await ask(system.url, operator, CHANNELS)).toMatchObject({
        status: 200,
        data: { intakeChannels: expect.arrayContaining([{ code: 'PUBLIC' }]) },
      });
      expect(await ask(system.url, stranger, CHANNELS)).toMatchObject({
        status: 503,
        errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
      });
    },
    LONG_MS,
  );

  test('ends in order on SIGTERM, every process with code 0', async () => {
    const codes = await Promise.all(
      Object.entries(system.programs)
        .filter(([name]) => !['assessment', 'grids'].includes(name))
        .map(async ([, program]) => program.end('SIGTERM')),
    );
    expect(codes).toEqual([0, 0, 0, 0]);
  });

  test('has written nothing but lines of JSON to its logs, at any level', () => {
    const programs = Object.values(system.programs);
    expect(programs.flatMap((program) => noJsonLines(program.errors()))).toEqual([]);
    expect(system.programs['gateway']?.errors()).toContain('"msg":"answered"');
  });
});

/** Asks until the gateway asks the actor resolver again, whose place is taken by a server that answers nothing useful. */
async function untilGridsIsAsked(
  { metricsUrls: [grids = ''] }: RunningSystem,
  askOnce: () => Promise<unknown>,
): Promise<void> {
  let isAsked = false;
  const server = createServer(({ url }, response) => {
    isAsked ||= url === '/actor';
    response.writeHead(503).end();
  }).listen(Number(new URL(grids).port), '127.0.0.1');
  await once(server, 'listening');
  await eventually(
    async () => {
      await askOnce();
      return isAsked;
    },
    Boolean,
    LONG_MS,
  );
  server.closeAllConnections();
  server.close();
}
