import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { cpuSecondsOf, rssOf } from '../testkit/figures.ts';
import { runProgram, runToEnd } from '../testkit/process.ts';
import type { Findings } from './bench.cli.ts';
import { PEERS, supergraphOf, type Peer, type Urls } from './gateway.peers.ts';
import { load } from './loop-held.ts';
import { OPERATIONS } from './servers/canned.schema.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 5);
const CONNECTIONS = 50;
const USERS = 1_000;
/** More new users than any round can have requests of. */
const STRANGERS = 60_000;
const wanted = (process.env['BENCH_PEERS'] ?? 'apollo,hive,grafbase,ours,ours with authentication').split(
  ',',
);

interface Measured {
  readonly rate: number;
  /** Of the gateway, for one request: other load does not show in it. */
  readonly cpuMs: number;
  readonly p50: number;
  readonly p99: number;
  readonly wrong: number;
}

type Runs = Record<string, Measured[]>;

/**
 * Gateways before the same canned subgraphs, one after the other in each round. The gateway has one core, all else has
 * the other. A ratio is the median of the rounds' ratios of CPU for one request: the load that one core carries.
 */
export async function run(): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), 'ecogrid-gateway-bench-'));
  const subgraphs = runProgram('test/bench/servers/canned.main.ts', [], {});
  const peers: Record<string, Peer> = {};
  try {
    const [line] = await subgraphs.printed(/^\{.*\}$/m);
    const file = join(folder, 'supergraph.graphql');
    const urls = JSON.parse(line) as Urls;
    writeFileSync(file, supergraphOf(urls));
    pin(subgraphs.child.pid, 1);
    pin(process.pid, 1);
    const tokens = await tokenFiles(folder);
    for (const name of wanted) {
      const start = PEERS[name];
      if (!start) throw new Error(`No such peer. Known: ${Object.keys(PEERS).join(', ')}`);
      peers[name] = await start(file, folder, urls);
      pin(peers[name].program.child.pid, 0);
    }
    return await rounds(peers, tokens);
  } finally {
    await Promise.all(
      [subgraphs, ...Object.values(peers).map(({ program }) => program)].map((each) => each.end('SIGKILL')),
    );
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rounds(peers: Readonly<Record<string, Peer>>, tokens: TokenFiles): Promise<Findings> {
  const runs: Runs = {};
  const right: Record<string, string> = {};
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [operation, query] of Object.entries(OPERATIONS)) {
      for (const [name, peer] of Object.entries(peers)) {
        const users = name === 'ours with authentication' ? tokens.known : undefined;
        const { data, ...measured } = await measure(peer, query, users, right[operation]);
        right[operation] ??= data;
        // The first round warms up.
        if (round > 0) (runs[`${operation}: ${name}`] ??= []).push(measured);
      }
    }
    const strict = peers['ours with authentication'];
    if (!strict) continue;
    const measured = await measure(strict, OPERATIONS.small, tokens.strangers[round], right['small']);
    if (round > 0) (runs['small: a new user each'] ??= []).push(measured);
  }
  const rows = Object.entries(runs).map(([name, all]) => ({
    name,
    'requests/s': Math.round(median(all, 'rate')),
    'CPU ms': rounded(median(all, 'cpuMs')),
    'p50 ms': rounded(median(all, 'p50')),
    'p99 ms': rounded(median(all, 'p99')),
    wrong: all.reduce((sum, { wrong }) => sum + wrong, 0),
    load: load(),
  }));
  const memory = Object.entries(peers).map(([name, { program }]) => ({
    name: `RSS of ${name}, MB`,
    'requests/s': '',
    'CPU ms': '',
    'p50 ms': '',
    'p99 ms': '',
    wrong: Math.round(rssOf(program.child.pid)),
    load: '',
  }));
  return { rows: [...rows, ...memory], ratios: ratiosOf(runs) };
}

/** How many requests of the second take the CPU of one of the first, round by round. */
function ratiosOf(runs: Runs): Record<string, number> {
  const pairs: ReadonlyArray<readonly [name: string, others: string, ours: string]> = [
    ...Object.keys(OPERATIONS).flatMap((operation) =>
      ['apollo', 'hive', 'grafbase'].map(
        (peer) => [`${operation}_vs_${peer}`, `${operation}: ${peer}`, `${operation}: ours`] as const,
      ),
    ),
    ['small_authenticated_vs_open', 'small: ours', 'small: ours with authentication'],
    ['small_new_user_vs_known', 'small: ours with authentication', 'small: a new user each'],
  ];
  return Object.fromEntries(
    pairs.flatMap(([name, others, ours]) => {
      const [first, second] = [runs[others] ?? [], runs[ours] ?? []];
      const each = first.map(({ cpuMs }, round) => cpuMs / (second[round]?.cpuMs ?? Number.NaN));
      return first.length > 0 && second.length > 0 ? [[name, rounded(middle(each))]] : [];
    }),
  );
}

async function measure(
  { url, program }: Peer,
  query: string,
  tokens: string | undefined,
  expected: string | undefined,
): Promise<Measured & { readonly data: string }> {
  const order = { url, query, connections: CONNECTIONS, seconds: SECONDS, expected, tokens };
  const { pid } = program.child;
  const before = cpuSecondsOf(pid);
  const printed = await runToEnd('test/bench/servers/requests.main.ts', [JSON.stringify(order)], {});
  const cpu = cpuSecondsOf(pid) - before;
  const { answered, data, ...rest } = JSON.parse(printed) as Measured & { answered: number; data: string };
  return { ...rest, data, rate: answered / SECONDS, cpuMs: (cpu * 1_000) / answered };
}

interface TokenFiles {
  readonly known: string;
  /** For each round, tokens that no other round has. */
  readonly strangers: readonly string[];
}

async function tokenFiles(folder: string): Promise<TokenFiles> {
  // The issuer of the demonstration, whose key the gateway reads from its folder.
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  mkdirSync(join(folder, 'keys'), { mode: 0o700 });
  writeFileSync(join(folder, 'keys/issuer.jwk.json'), JSON.stringify(await exportJWK(privateKey)));
  const written = async (name: string, count: number): Promise<string> => {
    const file = join(folder, name);
    const tokens = await Promise.all(
      Array.from({ length: count }, (_, n) =>
        new SignJWT({ sub: `${name}-${n}` })
          .setProtectedHeader({ alg: 'EdDSA' })
          .setIssuer('ecogrid-demonstration')
          .setAudience('ecogrid')
          .setExpirationTime('1d')
          .sign(privateKey),
      ),
    );
    writeFileSync(file, tokens.join('\n'));
    return file;
  };
  const strangers: string[] = [];
  if (wanted.includes('ours with authentication'))
    for (let round = 0; round <= ROUNDS; round += 1)
      strangers.push(await written(`strangers-${round}`, Math.ceil(STRANGERS / (ROUNDS + 1))));
  return { known: await written('users', USERS), strangers };
}

/** Where there is no such command, or no such core, the figures of CPU still hold. */
function pin(pid: number | undefined, core: number): void {
  try {
    execFileSync('taskset', ['-apc', String(core), String(pid)], { stdio: 'ignore' });
  } catch {
    process.stderr.write(`process ${pid} could not be given the core ${core}\n`);
  }
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function median(all: readonly Measured[], figure: keyof Measured): number {
  return middle(all.map((each) => each[figure]));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
