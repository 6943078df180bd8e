import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCases } from '../faults/due-notices.ts';
import { startMariaDb, type PrivateMariaDb } from '../testkit/mariadb.ts';
import { outsideMariaDb, outsideSqlite, type Outside } from '../testkit/outside.ts';
import { schemasFor } from '../testkit/systems.setup.ts';
import type { Findings, Limit } from './bench.cli.ts';
import { seededBelow } from '../soak/seeded.ts';
import { BASE, caseId, fillRegister } from './cases.data.ts';
import { Asked, type ListAnswer } from './cases.peers.ts';
import { wholeGraphStatements } from './cases.statements.ts';
import { median } from './fanout.replay.ts';

/** Of 10,000 each, beside the first. */
const COPIES = 99;
const ROUNDS = 7;
const POINTS = 200;
const LISTS = 42;
const WARM_UP = 150;
/** The buffer pool of a server: smaller than the larger register. */
const ROOMY = { pool: '2G', log: '1G', isOnDisk: true };

const LIMITS: Readonly<Record<string, Limit>> = {
  growth_point_sqlite: { must: 1.6, target: 1.3 },
  growth_point_mariadb: { must: 1.6, target: 1.3 },
  growth_list_sqlite: { must: 2.5, target: 1.8 },
  growth_list_mariadb: { must: 2, target: 1.4 },
  cpu_list_sqlite: { must: 4.5, target: 3.2 },
  cpu_list_mariadb: { must: 5.5, target: 4 },
  statements_list: { must: 12, target: 12 },
  statements_growth: { must: 1, target: 1 },
};

type Row = Record<string, string | number>;

/** The desk's register at 10,000 and at 1,000,000 cases, on each engine: a case by its id, and the list of 50. */
export async function run(): Promise<Findings> {
  const server = await startMariaDb(ROOMY);
  const rows = new PrintedRows();
  try {
    const sqlite = await onEngine('sqlite', undefined, rows);
    const mariadb = server ? await onEngine('mariadb', server, rows) : {};
    const statements = await wholeGraphStatements(rows);
    return { rows, ratios: { ...sqlite, ...mariadb, ...statements }, limits: LIMITS };
  } finally {
    await server?.stop();
  }
}

/** Rows that are printed as they come: this takes minutes. */
class PrintedRows extends Array<Row> {
  override push(...more: Row[]): number {
    for (const row of more) process.stderr.write(`${JSON.stringify(row)}\n`);
    return super.push(...more);
  }
}

/** A register and the subgraph that answers from it. */
interface Register {
  readonly copies: number;
  readonly subgraph: Asked;
  readonly address: string;
  end(): Promise<unknown>;
}

async function onEngine(
  engine: string,
  server: PrivateMariaDb | undefined,
  rows: Row[],
): Promise<Record<string, number>> {
  const small = await opened(engine, server, 0, rows);
  const large = await opened(engine, server, COPIES, rows);
  const byHand = await Asked.byHand(small.address);
  try {
    const growth = await growthOf(engine, small, large, rows);
    const cpu = await cpuOf(engine, small, byHand, rows);
    return { ...growth, [`cpu_list_${engine}`]: cpu };
  } finally {
    await Promise.all([small.end(), large.end(), byHand.program.end('SIGKILL')]);
  }
}

/** A subgraph before a register of its own, which is filled without concurrent requests. */
async function opened(
  engine: string,
  server: PrivateMariaDb | undefined,
  copies: number,
  rows: Row[],
): Promise<Register> {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'ecogrid-cases-'));
  const url = server && (await schemasFor(server.url)).replaceAll('{name}', 'cases');
  const environment = { DATA_DIR, ...(url && { DATABASE_URL: url }) };
  const address = url ?? join(DATA_DIR, 'cases.db');
  await (await startCases(environment)).end();
  const began = performance.now();
  const outside = await open(address);
  await fillRegister(outside, copies);
  await outside.close();
  rows.push({
    engine,
    cases: BASE * (copies + 1),
    'loaded in s': Math.round((performance.now() - began) / 1_000),
  });
  const subgraph = await Asked.subgraph(environment);
  const end = async (): Promise<void> => {
    await subgraph.program.end();
    rmSync(DATA_DIR, { recursive: true });
  };
  return { copies, subgraph, address, end };
}

async function open(address: string): Promise<Outside> {
  if (address.startsWith('mariadb:')) return outsideMariaDb(address);
  const outside = outsideSqlite(address);
  await outside.run('PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; PRAGMA temp_store = MEMORY;');
  return outside;
}

/** p50 at the larger register ÷ p50 at the smaller: measured in turns, so that other load affects both. */
async function growthOf(
  engine: string,
  small: Register,
  large: Register,
  rows: Row[],
): Promise<Record<string, number>> {
  const random = seededBelow(11);
  const point = ({ subgraph, copies }: Register) => {
    const id = caseId(random(copies + 1), random(BASE));
    return () => subgraph.point(id);
  };
  const questions = new Map(
    await Promise.all([small, large].map(async (each) => [each, await listQuestions(each)] as const)),
  );
  const list = (register: Register, turn: number): Question => {
    const all = questions.get(register) ?? [];
    return all[turn % all.length] ?? (() => register.subgraph.list({}));
  };
  return {
    [`growth_point_${engine}`]: await growth(engine, 'a case by id', POINTS, point, [small, large], rows),
    [`growth_list_${engine}`]: await growth(engine, 'the list of 50', LISTS, list, [small, large], rows),
  };
}

type Question = () => Promise<string>;

/** The list as a desk has it open: all, by street, by state, by category, and the second page of each. */
async function listQuestions({ subgraph }: Register): Promise<Question[]> {
  const filters = [
    ...[{}, { states: ['DISPATCHED'] }, { category: 'DUST' }],
    ...['001', '002', '003', '004'].map((street) => ({ within: `370871${street}` })),
  ];
  const next = async (filter: object): Promise<object> => {
    const { data } = JSON.parse(await subgraph.list(filter)) as ListAnswer;
    if (data.cases.edges.length !== 50) throw new Error(`a page of ${JSON.stringify(filter)} is not full`);
    return { ...filter, after: data.cases.pageInfo.endCursor };
  };
  const second = await Promise.all(filters.map(next));
  return [...filters, ...second].map((filter) => () => subgraph.list(filter));
}

async function growth(
  engine: string,
  what: string,
  count: number,
  question: (register: Register, turn: number) => Question,
  [small, large]: readonly [Register, Register],
  rows: Row[],
): Promise<number> {
  const medians: Array<[number, number]> = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const times: [number[], number[]] = [[], []];
    for (let turn = 0; turn < count; turn += 1) {
      for (const [place, register] of [small, large].entries())
        times[place]?.push(await register.subgraph.timed(question(register, turn)));
    }
    // The first warms up.
    if (round > 0) medians.push([median(times[0]), median(times[1])]);
  }
  const [p50Small, p50Large] = [median(medians.map(([ms]) => ms)), median(medians.map(([, ms]) => ms))];
  rows.push({ engine, what, 'p50 ms at 10k': round2(p50Small), 'p50 ms at 1M': round2(p50Large) });
  return round2(median(medians.map(([one, other]) => other / one)));
}

/** CPU of the subgraph ÷ CPU of the list by hand, by turns on the same register. */
async function cpuOf(engine: string, { subgraph }: Register, byHand: Asked, rows: Row[]): Promise<number> {
  const filters = [{}, { within: '370871001' }, { within: '370871002' }];
  const questions = (peer: Asked, count: number): Question[] =>
    Array.from({ length: count }, (_, index) => () => peer.list(filters[index % filters.length] ?? {}));
  for (const peer of [subgraph, byHand]) await peer.cpu(questions(peer, WARM_UP));
  const rounds: Array<[number, number]> = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push([await subgraph.cpu(questions(subgraph, LISTS)), await byHand.cpu(questions(byHand, LISTS))]);
  rows.push({
    engine,
    what: 'CPU ms of the list',
    subgraph: round2(median(rounds.map(([cpu]) => cpu))),
    'by hand': round2(median(rounds.map(([, cpu]) => cpu))),
  });
  return round2(median(rounds.map(([one, other]) => one / other)));
}

const round2 = (value: number): number => Math.round(value * 100) / 100;
