import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, demand, socket, subscribe, token } from '../testkit/client.ts';
import type { Done } from '../testkit/mutation.ts';
import {
  freeDevices,
  graph,
  sendExcess,
  until,
  type CasePush,
  type TicketPush,
  type Versioned,
} from '../journeys/main-job.ts';
import { LEAD } from '../journeys/play.ts';
import { startEmbedded, type RunningSystem } from '../testkit/system.ts';
import { eventually } from '../testkit/within.ts';

/** Where in the main job the process is killed: after this many acknowledged steps, with the next one in flight. */
const KILL_BEFORE = [
  'packet',
  'acceptCase',
  'fileCase',
  'dispatchCase',
  'acknowledgeTicket',
  'submitTicketResult',
] as const;

const dataDirectory = mkdtempSync(join(tmpdir(), 'ecogrid-kill-'));
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));
/** A start, a restart and a job; a busy machine takes its time. */
const LONG_MS = 300_000;

/** The state of a department's client across the crash: its last cursor, and its received events. */
class Client {
  cursor: string;
  readonly seen: Array<{ eventId: string; kind: string; ticketId: string }> = [];
  private connection: ReturnType<typeof socket> | undefined;

  constructor(cursor: string) {
    this.cursor = cursor;
  }

  /** Follows from the last cursor on, until the system goes away. */
  follow(system: RunningSystem, bearer: string): void {
    this.connection = socket(system.url, bearer);
    const stream = subscribe<TicketPush>(this.connection, graph.TICKET_CHANGED, { after: this.cursor });
    const take = async (): Promise<void> => {
      for (;;) {
        const { ticketChanged } = await stream.next();
        this.cursor = ticketChanged.cursor;
        this.seen.push({
          eventId: ticketChanged.eventId,
          kind: ticketChanged.kind,
          ticketId: ticketChanged.ticket.id,
        });
      }
    };
    void take().catch(() => undefined);
  }

  async sees(wanted: number): Promise<void> {
    await eventually(
      LONG_MS / 3,
      () => this.seen.length,
      (seen) => seen >= wanted,
    );
  }

  async leave(): Promise<void> {
    await this.connection?.dispose();
  }
}

/** A mutation as a client with an unreliable server sends it: the same key until it is answered. */
async function retried(
  system: () => Promise<RunningSystem>,
  bearer: string,
  mutation: string,
  input: object,
): Promise<Versioned> {
  const whole = { input: { idempotencyKey: randomUUID(), ...input } };
  for (;;) {
    const { url } = await system();
    const answer = await ask<Done<Versioned>>(url, bearer, mutation, whole).catch(() => undefined);
    if (answer?.errors) throw new Error(JSON.stringify(answer.errors));
    if (answer?.data) return answer.data.done.thing;
  }
}

describe('a graph that is killed in the middle of the main job', () => {
  let system: RunningSystem;
  beforeAll(async () => void (system = await startEmbedded({ dataDirectory })), LONG_MS);

  test.each(KILL_BEFORE)(
    'loses nothing that it acknowledged: killed with %s in flight',
    async (victim) => {
      const [operator, leader, department] = await Promise.all([
        token(dataDirectory, { role: 'OPERATOR', person: 'P0002' }),
        token(dataDirectory, { role: 'SHIFT_LEADER' }),
        token(dataDirectory, { role: 'DEPARTMENT_STAFF', org: LEAD }),
      ]);
      const { changeCursor } = await demand<{ changeCursor: string }>(system.url, operator, graph.NOW);
      const client = new Client(changeCursor);
      client.follow(system, department);
      let restarting: Promise<RunningSystem> | undefined;
      const killAndRestart = async (): Promise<RunningSystem> => {
        await system.programs['all']?.end('SIGKILL');
        system = await startEmbedded({ dataDirectory });
        client.follow(system, department);
        return system;
      };
      const current = (): Promise<RunningSystem> => restarting ?? Promise.resolve(system);
      const acknowledged: Versioned[] = [];
      const step = async (
        name: string,
        bearer: string,
        mutation: string,
        input: object,
      ): Promise<Versioned> => {
        const doing = retried(current, bearer, mutation, input);
        if (name === victim) restarting = killAndRestart();
        const done = await doing;
        await restarting;
        acknowledged.push(done);
        return done;
      };

      const [device] = await freeDevices(system);
      if (!device) throw new Error('no outlet is free');
      const at = new Date();
      const sending = sendExcess(system, device, at).catch(() => 'killed');
      if (victim === 'packet') {
        restarting = killAndRestart();
        if ((await sending) === 'killed') await sendExcess(await current(), device, at);
      }
      expect(await sending).toMatch(/CN=9014|killed/);

      const { url } = await current();
      const desk = socket(url, operator);
      const cases = subscribe<CasePush>(desk, graph.CASE_CHANGED, { after: changeCursor });
      const { caseChanged } = await until(
        cases,
        (push) => push.caseChanged.case.outlet?.id === device.outletId,
      );
      await desk.dispose();
      const caseId = caseChanged.case.id;
      let { version } = caseChanged.case;
      ({ version } = await step('acceptCase', operator, graph.ACCEPT, { caseId, version }));
      ({ version } = await step('fileCase', leader, graph.FILE, { caseId, version }));
      await step('dispatchCase', operator, graph.DISPATCH, { caseId, version, leadOrganizationCode: LEAD });
      const { case: dispatched } = await demand<{ case: { tickets: Versioned[] } }>(
        system.url,
        operator,
        'query ($id: ID!) { case(id: $id) { tickets { id version state } } }',
        { id: caseId },
      );
      expect(dispatched.tickets).toHaveLength(1);
      const ticket = dispatched.tickets[0] as Versioned;
      const taken = await step('acknowledgeTicket', department, graph.ACKNOWLEDGE, {
        ticketId: ticket.id,
        version: ticket.version,
      });
      await step('submitTicketResult', department, graph.SUBMIT, {
        ticketId: ticket.id,
        version: taken.version,
        verification: { text: '属实', isTrue: true },
        rectification: { text: '已整改', isRectified: true },
      });

      await client.sees(3);
      await client.leave();
      const own = client.seen.filter(({ ticketId }) => ticketId === ticket.id);
      const once = new Map(own.map((event) => [event.eventId, event.kind]));
      expect([...once.values()]).toEqual(['ASSIGNED', 'CHANGED', 'CHANGED']);
      const { case: kept } = await demand<{
        case: Versioned & { verifyHistory: boolean; exceedances: unknown[] };
      }>(system.url, operator, graph.CASE, { id: caseId });
      expect(kept).toMatchObject({ state: 'FEEDBACK', verifyHistory: true });
      expect(kept.exceedances).toHaveLength(1);
      expect(acknowledged).toHaveLength(5);
    },
    LONG_MS,
  );

  test(
    'ends in order afterwards, and its databases are whole',
    async () => {
      expect(await system.programs['all']?.end('SIGTERM')).toBe(0);
      for (const file of readdirSync(dataDirectory).filter((name) => name.endsWith('.db'))) {
        const database = new Database(join(dataDirectory, file), { readonly: true });
        expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
        database.close();
      }
    },
    LONG_MS,
  );
});
