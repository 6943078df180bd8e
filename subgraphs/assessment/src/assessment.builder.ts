import { newId, type Database } from '@ecogrid/database';
import { testDatabase, testEngines } from '@ecogrid/database/testing';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog, type DomainEvent } from '@ecogrid/events';
import { PUBLIC_ACTOR, rightOf, type Actor } from '@ecogrid/identity';
import { appointments, people } from '@ecogrid/seed-district';
import { silentLogger } from '@ecogrid/service';
import { GraphContext } from '@ecogrid/subgraph';
import { ASSESSMENT_MODEL, partsOf, type Parts } from './features.ts';
import type { ScoreEntry } from './ledger/index.ts';
import type { RuleSet, ScoringRule } from './rule-set/index.ts';
import { seedAssessment } from './seed/index.ts';
import { fillCodeTables, readCodeTables } from './starter/index.ts';
import type { Subject } from './subject/index.ts';

type Engine = ReturnType<typeof testEngines>[number];

const tables = readCodeTables();
/** The rule set of the starter set, and its rules. */
export const [firstRuleSet] = tables.ruleSets as [RuleSet];
export const firstRules: readonly ScoringRule[] = tables.rules;

/** For `describe.each`: the engines of this run by name. */
export const engines = testEngines().map((engine) => [engine.name, engine] as const);

/** The seed district's assessment on an engine, at a moment that a test can move. */
export interface Bench {
  readonly database: Database;
  readonly parts: Parts;
  now: Date;
  /** Hands events to the scoring as its consumer does. */
  announce(...events: readonly DomainEvent[]): Promise<void>;
  /** The announced events, in order. */
  announced(): Promise<DomainEvent[]>;
  /** The entries of a subject in a period, the first 200. */
  linesOf(subject: Subject, period: string): Promise<ScoreEntry[]>;
  contextOf(actor: Actor): GraphContext;
  close(): Promise<void>;
}

export async function openBench(engine: Engine): Promise<Bench> {
  const { database, release } = await testDatabase(engine, ASSESSMENT_MODEL);
  const log = await DatabaseEventLog.open({ database, source: 'assessment', logger: silentLogger, misfitOf });
  const clock = { now: () => bench.now };
  const parts = partsOf({ database, outbox: log.outbox, clock, logger: silentLogger });
  const bench: Bench = {
    database,
    parts,
    now: new Date('2026-11-20T02:00:00.000Z'),
    announce: async (...events) => {
      for (const event of events) await database.transaction(() => parts.facts.take(event));
    },
    // The table itself: the log gives positions only a moment after the commit.
    announced: () => database.manager.find<DomainEvent>('OutboxRow', { order: { id: 'ASC' } }),
    linesOf: async (subject, period) => (await parts.entries.linesOf(subject, period, { first: 200 })).rows,
    contextOf: (actor) => new GraphContext(actor, 'test', log),
    close: async () => {
      await log.close();
      await release();
    },
  };
  await fillCodeTables(database, tables);
  await seedAssessment(database);
  return bench;
}

/** The first unit grid of the first street, its street, and its grid member. */
export const GRID = '370871001001001';
export const STREET = '370871001';
const membership = appointments.find(({ role, gridCode }) => role === 'GRID_MEMBER' && gridCode === GRID);
export const MEMBER_ID = people.find(({ number }) => number === membership?.personNumber)?.id as string;

/** Of the next grid of that street. */
const other = appointments.find(({ role, gridCode }) => role === 'GRID_MEMBER' && gridCode !== GRID);
export const OTHER_MEMBER_ID = people.find(({ number }) => number === other?.personNumber)?.id as string;

const OCCURRED_AT = new Date('2026-11-10T02:00:00.000Z');
type Change = Readonly<Record<string, unknown>>;

function fact(topic: string, payload: Change, at: Date): DomainEvent {
  const common = {
    caseId: newId(),
    number: 'AJ-1',
    categoryCode: 'WATER',
    gridCode: GRID,
    channel: 'EXCEEDANCE',
  };
  return {
    id: newId(),
    topic,
    channel: GRID,
    aggregateId: newId(),
    payload: { ...common, ...payload },
    occurredAt: at,
  };
}

export function ticketSettled(change: Change = {}, at = OCCURRED_AT): DomainEvent {
  const usual = {
    ticketId: newId(),
    organizationCode: 'DEPT-WATER',
    kind: 'LEAD',
    isOnTime: true,
    reworkCount: 0,
  };
  return fact('TicketSettled', { ...usual, ...change }, at);
}

export function checkFailed(change: Change = {}, at = OCCURRED_AT): DomainEvent {
  const usual = { ticketId: newId(), organizationCode: 'DEPT-WATER', reason: '未整改', count: 1 };
  const event = fact('CheckFailed', { ...usual, ...change }, at);
  // As cases announces it: the channel and the grid are remembered from the filing.
  const { channel: _channel, gridCode: _gridCode, ...payload } = event.payload;
  return { ...event, payload };
}

export function caseFiled(change: Change = {}, at = OCCURRED_AT): DomainEvent {
  return fact('CaseFiled', { supervisedObjectId: null, reporterId: null, isOnTime: true, ...change }, at);
}

export function caseCredited(change: Change = {}, at = OCCURRED_AT): DomainEvent {
  return fact('CaseCredited', { reporterId: MEMBER_ID, ...change }, at);
}

export function caseClosed(change: Change = {}, at = OCCURRED_AT): DomainEvent {
  const usual = {
    leadOrganizationCode: 'DEPT-WATER',
    reporterId: null,
    isOnTime: true,
    isSuperior: false,
    reworkCount: 0,
  };
  return fact('CaseClosed', { ...usual, ...change }, at);
}

export function lookBackFailed(change: Change = {}, at = OCCURRED_AT): DomainEvent {
  const usual = { lookBackId: newId(), leadOrganizationCode: 'DEPT-WATER', count: 1 };
  const event = fact('LookBackFailed', { ...usual, ...change }, at);
  // As cases announces it: the channel is remembered from the filing.
  const { channel: _channel, ...payload } = event.payload;
  return { ...event, payload };
}

export function actor(change: Partial<Actor>): Actor {
  return { ...PUBLIC_ACTOR, kind: 'PERSON', id: newId(), ...change };
}
export const assessor = actor({ rights: [rightOf('ASSESSOR')] });
