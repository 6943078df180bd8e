import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, newId } from '@ecogrid/database';
import { testDatabase, type TestDatabase, type TestEngine } from '@ecogrid/database/testing';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import { DiskStore } from '@ecogrid/files';
import { PUBLIC_ACTOR, rightOf, type Actor, type Right, type Role } from '@ecogrid/identity';
import { DISTRICT_CODE, appointments, enterprises, grids, outlets, people } from '@ecogrid/seed-district';
import { Metrics, shanghaiDay, silentLogger } from '@ecogrid/service';
import type { ChangedEpisode } from '../case/index.ts';
import type { MailOptions } from '../dispatch/index.ts';
import { CASES_MODEL, partsOf, type Parts } from '../features.ts';
import { seedCases } from '../seed/index.ts';
import { fillCodeTables } from '../starter/index.ts';
import { watchReads } from './read-once.ts';

/** For tests: the subgraph's services on a fresh, seeded database, with a clock that stands until it is moved. */
export interface CasesBench extends Parts {
  readonly log: DatabaseEventLog;
  readonly url: string;
  /** Where photos are kept. */
  readonly directory: string;
  setNow(iso: string): void;
  /** The events of a topic in the outbox, committed or of the present transaction, in order. */
  announced(topic: string): Promise<Array<Readonly<Record<string, unknown>>>>;
  close(): Promise<void>;
}

/** A Wednesday morning inside working hours: 09:00 in Asia/Shanghai. */
const START = '2026-03-04T01:00:00.000Z';

/** A folder for the photos of one test. */
export function photoSettings(): { directory: string; secret: string } {
  return { directory: mkdtempSync(join(tmpdir(), 'ecogrid-photos-')), secret: 'a secret of the tests alone' };
}

/** @param url the database of another bench, as a second process or a restarted one opens it; absent: an empty one. */
export async function openBench(engine: TestEngine, url?: string): Promise<CasesBench> {
  const taken = url ? await reopened(url) : await testDatabase(engine, CASES_MODEL, seed);
  const { database } = taken;
  const { faults } = watchReads(database);
  const log = await DatabaseEventLog.open({ database, source: 'cases', logger: silentLogger, misfitOf });
  const { directory, secret: uploadSecret } = photoSettings();
  let now = new Date(START);
  const clock = { now: (): Date => now };
  return {
    ...partsOf({
      database,
      outbox: log.outbox,
      clock,
      logger: silentLogger,
      metrics: new Metrics(),
      divisionCode: DISTRICT_CODE,
      mailOptions: mailOptions(),
      publicReportLimits: { perClient: 20, inAll: 30 },
      uploadSecret,
      store: new DiskStore(directory),
    }),
    log,
    url: taken.url,
    directory,
    setNow: (iso) => (now = new Date(iso)),
    announced: async (topic) => {
      const text = 'SELECT payload FROM event_log WHERE topic = ? ORDER BY id';
      const rows = await database.manager.query<Array<{ payload: string | object }>>(text, [topic]);
      // A string on SQLite, an object on MariaDB.
      const read = (payload: string | object): unknown =>
        typeof payload === 'string' ? JSON.parse(payload) : payload;
      return rows.map(({ payload }) => read(payload) as Record<string, unknown>);
    },
    close: async () => {
      await log.close();
      await taken.release();
      if (faults.length > 0) throw new Error(`A mutation reads twice:\n${faults.join('\n')}`);
    },
  };
}

async function seed(database: Database): Promise<void> {
  await fillCodeTables(database);
  await seedCases(database);
}

async function reopened(url: string): Promise<TestDatabase> {
  const database = await Database.open({ url, ...CASES_MODEL });
  return { database, url, release: () => database.close() };
}

/** How e-mails leave in tests: patiently, unless a test says otherwise. */
export function mailOptions(more: Partial<MailOptions> = {}): MailOptions {
  return {
    smtpUrl: undefined,
    folder: join(tmpdir(), 'ecogrid-emails'),
    from: 'EcoGrid <desk@ecogrid.test>',
    domain: 'ecogrid.test',
    publicUrl: 'https://eco.example/',
    retryAfterMs: [3_600_000],
    timeoutMs: 30_000,
    workers: 4,
    perDomain: 2,
    pollMs: 10,
    ...more,
  };
}

/** A person of the seed as an actor: the first holder of the role, in the organization or grid that is named. */
export function actorOf(
  role: Role,
  where: { organization?: string; grid?: string; person?: string } = {},
): Actor {
  const { organization, grid, person } = where;
  const held = appointments.find(
    (each) =>
      each.role === role &&
      (!organization || each.organizationCode === organization) &&
      (!person || each.personNumber === person) &&
      (!grid || each.gridCode === grid),
  );
  if (!held) throw new Error(`no person of the seed is ${role} there`);
  const all = appointments.filter(({ personNumber }) => personNumber === held.personNumber);
  return {
    kind: 'PERSON',
    id: people.find(({ number }) => number === held.personNumber)?.id ?? null,
    rights: all.flatMap((each) => [
      rightOf(each.role, {
        grid: each.gridCode,
        organization: each.organizationCode,
        enterprise: each.enterpriseCreditCode,
      }),
      ...(each.role === 'STREET_STAFF'
        ? [rightOf(each.role, { grid: each.gridCode, organization: `PLATFORM-${each.gridCode}` })]
        : []),
    ]),
  };
}

/** The same person with these roles, each for the scope of the first right. */
export function withRoles(actor: Actor, ...roles: readonly Role[]): Actor {
  return { ...actor, rights: roles.map((role) => rightOf(role, actor.rights[0])) };
}

/** The same person with the scope of every right changed. */
export function withScope(actor: Actor, scope: Partial<Omit<Right, 'role'>>): Actor {
  return { ...actor, rights: actor.rights.map((right) => ({ ...right, ...scope })) };
}

export function rolesOf({ rights }: Actor): string {
  return rights.map(({ role }) => role).join();
}

/** The code of the organization in which an actor holds the first right. */
export function organizationOf({ rights: [right] }: Actor): string {
  return right?.organization ?? '';
}

/** The code of the grid for which an actor holds the first right. */
export function gridOf({ rights: [right] }: Actor): string {
  return right?.grid ?? '';
}

/** The personnel number of the first holder of a role. */
export function numberOf(role: Role, grid?: string): string {
  return (
    appointments.find((each) => each.role === role && (!grid || each.gridCode === grid))?.personNumber ?? ''
  );
}

export const publicActor = PUBLIC_ACTOR;

/** A COD exceedance at the first water outlet of the seed. */
export function raisedExceedance(more: Partial<ChangedEpisode> = {}): ChangedEpisode {
  const outlet = outlets[0];
  const enterprise = enterprises[0];
  if (!outlet || !enterprise) throw new Error('the seed has outlets');
  return {
    episodeId: newId(),
    change: 'OPENED',
    version: 1,
    exceedanceId: newId(),
    limitRuleId: newId(),
    previousEpisodeId: null,
    averaging: 'REAL_TIME',
    bound: 'UPPER',
    readingCount: 1,
    firstAt: START,
    endedAt: null,
    enterpriseId: enterprise.id,
    enterpriseName: enterprise.name,
    enterpriseCode: enterprise.creditCode,
    outletId: outlet.id,
    outletName: outlet.name,
    pollutantCode: 'w01018',
    pollutantName: '化学需氧量',
    value: '123.4',
    limit: '100',
    unit: 'mg/L',
    measuredAt: START,
    gridCode: '370871001',
    longitude: outlet.longitude,
    latitude: outlet.latitude,
    ...more,
  };
}

let keys = 0;
/** An idempotency key that no other call of this process used, long enough for anonymous reports. */
export function freshKey(): string {
  keys += 1;
  return `key-of-the-test-number-${keys}`;
}

/** The words of the desk about a case of the tests. */
const SUMMARY = '河道排口异常,需核查处置';

export const VERIFIED = { text: '现场核实属实', isTrue: true };
export const RECTIFIED = { text: '已完成整改', isRectified: true, rectifiedOn: '2026-03-04' };

type Found = NonNullable<Awaited<ReturnType<Parts['cases']['find']>>>;
type FoundTicket = Awaited<ReturnType<Parts['tickets']['ofCase']>>[number];

export const operator = actorOf('OPERATOR');
/** An operator who neither dispatched nor handled: may check. */
export const anotherOperator = actorOf('OPERATOR', { person: 'P0002' });
/** A person of the second shift, because requester and decider differ. */
export const shiftLeader = actorOf('SHIFT_LEADER', { person: 'P0004' });
export const environment = actorOf('DEPARTMENT_STAFF', { organization: 'DEPT-ENVIRONMENT' });
export const water = actorOf('DEPARTMENT_STAFF', { organization: 'DEPT-WATER' });

/** Leads a case of an exceedance along the main path, up to a state. */
export class Journey {
  caseId = '';

  constructor(
    readonly bench: CasesBench,
    private readonly raised = raisedExceedance(),
  ) {}

  async current(): Promise<Found> {
    const found = await this.bench.cases.find(this.caseId);
    if (!found) throw new Error('the case is there');
    return found;
  }

  tickets(): Promise<FoundTicket[]> {
    return this.bench.tickets.ofCase(this.caseId);
  }

  /** The common input of mutations of the case, with the current version. */
  async input(): Promise<{ caseId: string; version: number; idempotencyKey: string }> {
    const { version } = await this.current();
    return { caseId: this.caseId, version, idempotencyKey: freshKey() };
  }

  async reported(raised = this.raised): Promise<this> {
    const { database, exceedances, reports } = this.bench;
    await database.transaction(() =>
      exceedances.take({ ...PUBLIC_ACTOR, kind: 'SERVICE', id: 'cases' }, raised),
    );
    this.caseId = (await reports.ofExceedance(raised.exceedanceId ?? ''))?.caseId ?? '';
    return this;
  }

  async filed(raised = this.raised): Promise<this> {
    await this.reported(raised);
    return this.acceptedAndFiled();
  }

  /** Of a case that is reported. */
  async acceptedAndFiled(): Promise<this> {
    await this.bench.filing.accept(operator, await this.input());
    if ((await this.current()).summary === null)
      await this.bench.filing.amend(operator, { ...(await this.input()), summary: SUMMARY });
    await this.bench.filing.file(shiftLeader, await this.input());
    return this;
  }

  async dispatched(assistingOrganizationCodes: string[] = [], raised = this.raised): Promise<this> {
    await this.filed(raised);
    return this.sent(assistingOrganizationCodes);
  }

  /** Of a case that is filed. */
  async sent(assistingOrganizationCodes: string[] = []): Promise<this> {
    const leadOrganizationCode = 'DEPT-ENVIRONMENT';
    await this.bench.dispatching.dispatch(operator, {
      ...(await this.input()),
      leadOrganizationCode,
      assistingOrganizationCodes,
    });
    return this;
  }

  async answer(ticket: FoundTicket, actor: Actor, rectification = RECTIFIED): Promise<void> {
    const input = { ticketId: ticket.id, idempotencyKey: freshKey() };
    let { version } = ticket;
    if (ticket.state === 'ISSUED') {
      version = (await this.bench.ticketing.acknowledge(actor, { ...input, version })).version;
    }
    const done = { ...rectification, rectifiedOn: shanghaiDay(this.bench.scope.clock.now()) };
    const results = { verification: VERIFIED, rectification: done };
    const answered = { ...input, idempotencyKey: freshKey(), version, ...results };
    await this.bench.ticketing.submitResult(actor, answered);
  }

  async answered(rectification = RECTIFIED): Promise<this> {
    await this.dispatched();
    for (const ticket of await this.tickets()) await this.answer(ticket, environment, rectification);
    return this;
  }

  async checking(): Promise<this> {
    await this.bench.checking.sendToCheck(operator, {
      ...(await this.input()),
      checkerNumber: numberOf('POST_SUPERVISION'),
    });
    return this;
  }

  async closed(): Promise<this> {
    const { checking, closing } = this.bench;
    await (await this.answered()).checking();
    await checking.recordCheck(actorOf('POST_SUPERVISION'), {
      ...(await this.input()),
      outcome: 'PASSED',
      ticketIds: [],
    });
    await closing.close(shiftLeader, await this.input());
    return this;
  }
}

type Point = { readonly longitude: number; readonly latitude: number };

function corners(gridCode: string): Point[] {
  const [ring = []] = grids.find(({ code }) => code === gridCode)?.polygon.coordinates ?? [];
  return ring.slice(1).map(([longitude, latitude]) => ({ longitude, latitude }));
}

/** A place inside a unit grid of the seed, away from its borders. */
export function positionIn(gridCode: string): Point {
  const points = corners(gridCode);
  const mean = (of: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  return { longitude: mean(({ longitude }) => longitude), latitude: mean(({ latitude }) => latitude) };
}

/** A corner that two grids of the seed share. */
export function cornerOf(one: string, other: string): Point {
  const key = ({ longitude, latitude }: Point): string => `${longitude} ${latitude}`;
  const theirs = new Set(corners(other).map(key));
  const shared = corners(one).find((point) => theirs.has(key(point)));
  if (!shared) throw new Error(`${one} and ${other} have no corner in common`);
  return shared;
}
