import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freeDevices,
  sendExcess,
  until,
  type CasePush,
  type TicketPush,
  type Versioned,
} from '../../journeys/main-job.ts';
import * as queries from '../../journeys/main-job.queries.ts';
import { LEAD } from '../../journeys/play.ts';
import { ask, demand, socket, subscribe, token } from '../../testkit/client.ts';
import type { Done } from '../../testkit/mutation.ts';
import { startEmbedded, type RunningSystem } from '../../testkit/system.ts';
import { eventually } from '../../../packages/service/dist/testing.js';
import { pause, seeded, shuffled, type Report } from '../seeded.ts';

/** The steps of the main job that may be in flight when the process is killed. */
const STEPS = [
  'packet',
  'acceptCase',
  'fileCase',
  'dispatchCase',
  'acknowledgeTicket',
  'submitTicketResult',
] as const;
type Step = (typeof STEPS)[number];

/** One job dies so often; the seed has an outlet without a case for each of 16 jobs. */
const KILLS_OF_A_JOB = 3;
/** The blow falls before the step has arrived, in its midst, before its answer or after it. */
const LONGEST_LIFE_MS = 60;
/** The events that the department receives in one job, each once. */
const PUSHED = ['ASSIGNED', 'CHANGED', 'CHANGED'];
/** A busy machine is slow; a lost one never comes. */
const LONG_MS = 180_000;

/**
 * kill -9 of the embedded graph with a step of a main job in flight, and a restart on the same files; the steps take
 * turns in an order of the seed. The graph keeps each acknowledged step, and the client of the department receives each
 * push once, by its id. Afterwards the graph ends in order, and its databases pass their integrity check.
 */
export async function jobKilled(seed: number, kills: number): Promise<Report> {
  const chance = seeded(seed);
  const graph = await MortalGraph.start();
  const faults: string[] = [];
  try {
    const victims: Step[] = [];
    while (victims.length < kills) victims.push(...shuffled(STEPS, chance));
    for (let from = 0; from < kills; from += KILLS_OF_A_JOB) {
      const ofJob = victims.slice(from, Math.min(from + KILLS_OF_A_JOB, kills));
      const found = await new Job(graph, new Set(ofJob), chance).play();
      faults.push(...found.map((fault) => `killed with ${ofJob.join(' and ')} in flight: ${fault}`));
    }
    const code = await graph.end();
    if (code !== 0) faults.push(`the graph ended with ${code}`);
    faults.push(...brokenFiles(graph.dataDirectory));
  } finally {
    await graph.remove();
  }
  return { faults, figures: { kills: graph.kills, interrupted: graph.interrupted } };
}

function brokenFiles(directory: string): string[] {
  const files = readdirSync(directory).filter((name) => name.endsWith('.db'));
  return files.flatMap((file) => {
    const database = new Database(join(directory, file), { readonly: true });
    const found = database.pragma('integrity_check', { simple: true });
    database.close();
    return found === 'ok' ? [] : [`${file}: ${String(found)}`];
  });
}

/** One data directory, and the process that has it at the moment. */
class MortalGraph {
  kills = 0;
  /** The steps that ended with the process and were sent again. */
  interrupted = 0;
  readonly dataDirectory = mkdtempSync(join(tmpdir(), 'ecogrid-job-'));
  private running: Promise<RunningSystem> = startEmbedded({ dataDirectory: this.dataDirectory });

  static async start(): Promise<MortalGraph> {
    const graph = new MortalGraph();
    await graph.running;
    return graph;
  }

  /** Once it answers again when it has been killed. */
  now(): Promise<RunningSystem> {
    return this.running;
  }

  killAndRestart(): void {
    this.kills += 1;
    this.running = this.running.then(async ({ programs }) => {
      await programs['all']?.end('SIGKILL');
      return startEmbedded({ dataDirectory: this.dataDirectory });
    });
  }

  async end(): Promise<number | null | undefined> {
    return (await this.running).programs['all']?.end('SIGTERM');
  }

  async remove(): Promise<void> {
    await (await this.running).stop();
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }
}

/** The client of a department across the crashes: its last cursor, and its received events. */
class Department {
  cursor: string;
  readonly seen: Array<{ eventId: string; kind: string; ticketId: string }> = [];
  private readonly bearer: string;
  private connection: ReturnType<typeof socket> | undefined;

  constructor(bearer: string, cursor: string) {
    this.bearer = bearer;
    this.cursor = cursor;
  }

  /** Follows from the last cursor on, until the graph is gone. */
  follow({ url }: RunningSystem): void {
    const connection = (this.connection = socket(url, this.bearer));
    const stream = subscribe<TicketPush>(connection, queries.TICKET_CHANGED, { after: this.cursor });
    const take = async (): Promise<void> => {
      for (;;) {
        const { ticketChanged } = await stream.next();
        this.cursor = ticketChanged.cursor;
        const { eventId, kind, ticket } = ticketChanged;
        this.seen.push({ eventId, kind, ticketId: ticket.id });
      }
    };
    void take().catch(() => undefined);
  }

  /** The kinds of the events of a ticket, each event once, when so many have come. */
  async kinds(ticketId: string, wanted: number): Promise<string[]> {
    const own = (): Map<string, string> =>
      new Map(
        this.seen.filter((event) => event.ticketId === ticketId).map(({ eventId, kind }) => [eventId, kind]),
      );
    await eventually(own, ({ size }) => size >= wanted, LONG_MS);
    return [...own().values()];
  }

  async leave(): Promise<void> {
    await this.connection?.dispose();
  }
}

/** A main job up to the result of its ticket, in which some steps are in flight when the graph is killed. */
class Job {
  private readonly graph: MortalGraph;
  private readonly victims: ReadonlySet<Step>;
  private readonly chance: () => number;
  private client: Department | undefined;
  private operator = '';
  private leader = '';
  private department = '';

  constructor(graph: MortalGraph, victims: ReadonlySet<Step>, chance: () => number) {
    this.graph = graph;
    this.victims = victims;
    this.chance = chance;
  }

  /** @returns its faults. */
  async play(): Promise<string[]> {
    const { dataDirectory } = this.graph;
    [this.operator, this.leader, this.department] = await Promise.all([
      token(dataDirectory, { role: 'OPERATOR', person: 'P0002' }),
      token(dataDirectory, { role: 'SHIFT_LEADER' }),
      token(dataDirectory, { role: 'DEPARTMENT_STAFF', org: LEAD }),
    ]);
    const system = await this.graph.now();
    const { changeCursor } = await this.see<{ changeCursor: string }>(queries.NOW);
    const client = (this.client = new Department(this.department, changeCursor));
    client.follow(system);
    try {
      const caseId = await this.opened(changeCursor);
      const ticketId = await this.handled(caseId);
      const { case: kept } = await this.see<{
        case: Versioned & { verifyHistory: boolean; exceedances: unknown[] };
      }>(queries.CASE, { id: caseId });
      const state = `${kept.state}, ${kept.exceedances.length} exceedance, history ${kept.verifyHistory}`;
      const kinds = await client.kinds(ticketId, PUSHED.length);
      return [
        ...(state === 'FEEDBACK, 1 exceedance, history true' ? [] : [`the case is ${state}`]),
        ...(kinds.join() === PUSHED.join() ? [] : [`the department was pushed ${kinds.join()}`]),
      ];
    } finally {
      await client.leave();
    }
  }

  /** An exceedance opens a case. @returns its id. */
  private async opened(after: string): Promise<string> {
    const [device] = await freeDevices(await this.graph.now());
    if (!device) throw new Error('no outlet is free');
    const at = new Date();
    const answer = await this.struck('packet', async () => sendExcess(await this.graph.now(), device, at));
    if (!answer.includes('CN=9014')) throw new Error(`The listener answered ${answer}`);
    const desk = socket((await this.graph.now()).url, this.operator);
    const cases = subscribe<CasePush>(desk, queries.CASE_CHANGED, { after });
    const { caseChanged } = await until(
      cases,
      (push) => push.caseChanged.case.outlet?.id === device.outletId,
    );
    await desk.dispose();
    return caseChanged.case.id;
  }

  /** The case is dispatched and its ticket is answered. @returns the id of the ticket. */
  private async handled(caseId: string): Promise<string> {
    const { version: first } = (await this.see<{ case: Versioned }>(queries.CASE, { id: caseId })).case;
    const accepted = await this.step('acceptCase', this.operator, queries.ACCEPT, { caseId, version: first });
    const filed = await this.step('fileCase', this.leader, queries.FILE, {
      caseId,
      version: accepted.version,
    });
    await this.step('dispatchCase', this.operator, queries.DISPATCH, {
      caseId,
      version: filed.version,
      leadOrganizationCode: LEAD,
    });
    const query = 'query ($id: ID!) { case(id: $id) { tickets { id version state } } }';
    const { tickets } = (await this.see<{ case: { tickets: Versioned[] } }>(query, { id: caseId })).case;
    const [ticket] = tickets;
    if (!ticket || tickets.length > 1) throw new Error(`the case has ${tickets.length} tickets`);
    const taken = await this.step('acknowledgeTicket', this.department, queries.ACKNOWLEDGE, {
      ticketId: ticket.id,
      version: ticket.version,
    });
    await this.step('submitTicketResult', this.department, queries.SUBMIT, {
      ticketId: ticket.id,
      version: taken.version,
      verification: { text: '属实', isTrue: true },
      rectification: { text: '已整改', isRectified: true },
    });
    return ticket.id;
  }

  /** A mutation as a client with an unreliable server sends it: the same key until it is answered. */
  private step(name: Step, bearer: string, mutation: string, input: object): Promise<Versioned> {
    const variables = { input: { idempotencyKey: randomUUID(), ...input } };
    return this.struck(name, async () => {
      const { url } = await this.graph.now();
      const { data, errors } = await ask<Done<Versioned>>(url, bearer, mutation, variables);
      if (!data || errors) throw new Refused(JSON.stringify(errors));
      return data.done.thing;
    });
  }

  /** Sends it, kills the graph meanwhile when this is a victim, and sends it again until it is answered. */
  private async struck<Value>(name: Step, send: () => Promise<Value>): Promise<Value> {
    const sent = send();
    if (this.victims.has(name)) {
      await Promise.race([sent.catch(() => undefined), pause(this.chance() * LONGEST_LIFE_MS)]);
      this.graph.killAndRestart();
    }
    const retried = async (error: unknown): Promise<Value> => {
      if (error instanceof Refused || !this.victims.has(name)) throw error;
      this.graph.interrupted += 1;
      await this.graph.now();
      return send().catch(retried);
    };
    const value = await sent.catch(retried);
    const system = await this.graph.now();
    if (this.victims.has(name)) this.client?.follow(system);
    return value;
  }

  private async see<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    return demand<Data>((await this.graph.now()).url, this.operator, query, variables);
  }
}

/** The graph has answered: sending it again would change nothing. */
class Refused extends Error {}
