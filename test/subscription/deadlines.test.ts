import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { castOf, type Cast } from '../access/cast.ts';
import { openCase } from '../access/scene.ts';
import { outsideMariaDb, outsideSqlite, type Outside } from '../testkit/outside.ts';
import { socket, subscribe, type Stream } from '../testkit/client.ts';
import { startEmbedded, startRemote, type RunningSystem } from '../testkit/system.ts';
import { schemasFor } from '../testkit/systems.setup.ts';
import { anEnterprise, now } from './push.ts';

/** Schedulers look again after half a minute, when nobody of their own process wakes them. */
const LONG_MS = 120_000;
const server = process.env['ECOGRID_TEST_MARIADB'];

interface Opened {
  readonly system: RunningSystem;
  readonly outside: Outside;
}
const kinds: ReadonlyArray<readonly [string, () => Promise<Opened>]> = [
  [
    'embedded on sqlite',
    async () => {
      const system = await startEmbedded();
      return { system, outside: outsideSqlite(join(system.dataDirectory, 'cases.db')) };
    },
  ],
  ...(server
    ? [
        [
          'remote on mariadb',
          async () => {
            const databaseUrl = await schemasFor(server);
            const outside = await outsideMariaDb(databaseUrl.replaceAll('{name}', 'cases'));
            return { system: await startRemote({ databaseUrl }), outside };
          },
        ] as const,
      ]
    : []),
];

describe.each(kinds)("deadlines at the gateway's socket, %s", (_name, start) => {
  let opened: Opened;
  let cast: Cast;
  let client: Client;
  beforeAll(async () => {
    opened = await start();
    cast = await castOf(opened.system);
    client = socket(opened.system.url, cast.GRID_HEAD);
  }, LONG_MS);
  afterAll(async () => {
    await client.dispose();
    await opened.outside.close();
    await opened.system.stop();
  });

  const long = new Date(Date.now() - 60_000).toISOString().replace('T', ' ').replace('Z', '');
  const aCase = async (): Promise<{ caseId: string; ticketId: string }> =>
    openCase(opened.system, cast, await anEnterprise(opened.system, cast), 'DEPT-HOUSING');
  const next = async <Push>(stream: Stream<{ push: Push }>): Promise<Push> => (await stream.next()).push;

  test(
    'warn before a deadline and tell that it has passed',
    async () => {
      const after = await now(opened.system, cast);
      const query = `subscription ($after: String) { push: deadlineNotice(after: $after) { kind rung ticket { id } case { id } } }`;
      const stream = subscribe<{ push: { kind: string } }>(client, query, { after });
      const { caseId, ticketId } = await aCase();
      const isDue = "kind IN ('WARNING_FRACTION', 'WARNING_LEAD', 'OVERDUE') AND thing_id = ?";
      await opened.outside.change(
        `UPDATE deadline_notice SET due_at = ?, is_around_the_clock = 1 WHERE ${isDue}`,
        [long, ticketId],
      );
      const pushes = [await next(stream), await next(stream), await next(stream)];
      const about = { ticket: { id: ticketId }, case: { id: caseId } };
      expect(pushes.sort((one, other) => (one.kind < other.kind ? -1 : 1))).toEqual([
        { kind: 'OVERDUE', rung: 'OPERATOR', ...about },
        { kind: 'WARNING_FRACTION', rung: null, ...about },
        { kind: 'WARNING_LEAD', rung: null, ...about },
      ]);
      stream.stop();
    },
    LONG_MS,
  );

  test(
    'tell that a look-back is due',
    async () => {
      const after = await now(opened.system, cast);
      const query = 'subscription ($after: String) { push: lookBackDue(after: $after) { case { id } } }';
      const stream = subscribe<{ push: object }>(client, query, { after });
      const { caseId } = await aCase();
      const [row] = await opened.outside.rows<{ grid: string }>(
        'SELECT grid_code AS grid FROM supervision_case WHERE id = ?',
        [caseId],
      );
      const what = { thing: 'LOOK_BACK', thing_id: caseId, kind: 'LOOK_BACK_DUE', cycle: 'of the test' };
      const when = { state: 'PENDING', due_at: long, deadline_at: long, is_around_the_clock: 1, count: 1 };
      const notice = { id: randomUUID(), case_id: caseId, grid_code: row?.grid ?? '', ...what, ...when };
      await opened.outside.fill('deadline_notice', [notice]);
      expect(await next(stream)).toEqual({ case: { id: caseId } });
      stream.stop();
    },
    LONG_MS,
  );
});
