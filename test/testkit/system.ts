import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepFolder } from './children.ts';
import { copyDatabases, databasesIn } from './databases.ts';
import { startNats, type PrivateNats } from './nats.ts';
import { runProgram, type RunningProgram } from './process.ts';

/** Where a running system is reached: all that a test knows of it. */
export interface SystemAddress {
  readonly name: string;
  readonly mode: 'embedded' | 'remote';
  readonly engine: 'sqlite' | 'mariadb';
  /** Whether the subgraphs hear each other's events: in one process, or through a NATS server of their own. */
  readonly hasEvents: boolean;
  /** Only journeys run on it: other tests of its mode and engine run on other systems. */
  readonly isForJourneys?: boolean;
  /** `POST /graphql`. */
  readonly url: string;
  /** Where its demonstration keys are. */
  readonly dataDirectory: string;
  /** As in {@link SystemOptions}. */
  readonly databaseUrl: string | undefined;
  /** Host and port of the HJ 212 listener. */
  readonly hj212: { readonly host: string; readonly port: number };
  /** Pages of metrics: one in one process, one for each process otherwise. */
  readonly metricsUrls: readonly string[];
}

export interface RunningSystem extends SystemAddress {
  readonly programs: Readonly<Record<string, RunningProgram>>;
  readonly nats?: PrivateNats | undefined;
  readonly stop: () => Promise<void>;
}

/** A gateway in a process of its own. */
export interface RunningGateway {
  readonly url: string;
  readonly program: RunningProgram;
}

/** A system in which every part can be ended and started by itself. */
export interface RemoteSystem extends RunningSystem {
  /** Starts one gateway more before the same subgraphs; it ends with the system. */
  readonly openGateway: (settings?: NodeJS.ProcessEnv) => Promise<RunningGateway>;
  /** Kills a subgraph or the gateway (-9), and starts it again where it was. */
  readonly killAndRestart: (part: Part, awayMs?: number) => Promise<void>;
}

export interface SystemOptions {
  /** `{name}` stands for the subgraph; absent: SQLite files in the data directory. */
  readonly databaseUrl?: string | undefined;
  /** Kept when given, else temporary and removed at the end. */
  readonly dataDirectory?: string | undefined;
  readonly environment?: NodeJS.ProcessEnv;
  /** The NATS server of a remote system is not there until it is restarted. */
  readonly isNatsAway?: boolean;
}

/** Each has a folder, a process and a database. */
export const SUBGRAPHS = ['grids', 'enterprises', 'cases', 'assessment'] as const;
/** A process of a remote system. */
export type Part = (typeof SUBGRAPHS)[number] | 'gateway';

function surroundings(options: SystemOptions): {
  dataDirectory: string;
  environment: NodeJS.ProcessEnv;
  remove: () => void;
} {
  const dataDirectory = options.dataDirectory ?? keepFolder(mkdtempSync(join(tmpdir(), 'ecogrid-system-')));
  const environment = {
    DATA_DIR: dataDirectory,
    PORT: '0',
    HJ212_PORT: '0',
    DATABASE_URL: options.databaseUrl ?? '',
    LOG_LEVEL: 'warn',
    DEMO_HISTORY: '0',
    ...options.environment,
  };
  const remove = (): void => {
    if (!options.dataDirectory) rmSync(dataDirectory, { recursive: true, force: true });
  };
  return { dataDirectory, environment, remove };
}

const engineOf = ({ databaseUrl }: SystemOptions): 'sqlite' | 'mariadb' =>
  databaseUrl ? 'mariadb' : 'sqlite';
const addressOf = (tcp: string | undefined): { host: string; port: number } => {
  const { hostname, port } = new URL(tcp ?? 'tcp://none:0');
  return { host: hostname, port: Number(port) };
};

/** Copies the databases of a system that has just been seeded, once there is one: to seed takes seconds. */
async function seedFromTemplate(dataDirectory: string): Promise<void> {
  const template = process.env['ECOGRID_TEST_TEMPLATE'];
  if (template && databasesIn(dataDirectory).length === 0) await copyDatabases(template, dataDirectory);
}

/** The whole graph in one process. */
export async function startEmbedded(options: SystemOptions = {}): Promise<RunningSystem> {
  const { dataDirectory, environment, remove } = surroundings(options);
  if (!options.databaseUrl) await seedFromTemplate(dataDirectory);
  const program = runProgram('dist/one-process.js', [], environment);
  const [, url = ''] = await program.printed(/GraphQL\s+(http\S+)/);
  const [, tcp] = await program.printed(/hj212\s+(tcp\S+)/);
  await program.printed(/Ctrl-C/);
  const engine = engineOf(options);
  return {
    name: `embedded on ${engine}`,
    mode: 'embedded',
    engine,
    hasEvents: true,
    url,
    dataDirectory,
    databaseUrl: options.databaseUrl,
    hj212: addressOf(tcp),
    metricsUrls: [url.replace('/graphql', '/metrics')],
    programs: { all: program },
    stop: async () => {
      await program.end();
      remove();
    },
  };
}

/** Four subgraphs and the gateway, each a process of its own. */
export async function startRemote(options: SystemOptions = {}): Promise<RemoteSystem> {
  const nats = await startNats();
  if (options.isNatsAway) await nats?.kill();
  const natsUrl = nats ? { NATS_URL: nats.url } : {};
  const { dataDirectory, environment, remove } = surroundings({
    ...options,
    environment: { ...options.environment, ...natsUrl },
  });
  if (!options.databaseUrl) await seedFromTemplate(dataDirectory);
  const programs: Record<string, RunningProgram> = {};
  const stop = async (): Promise<void> => {
    await Promise.all(Object.values(programs).map((each) => each.end()));
    await nats?.stop();
    remove();
  };
  const start = async () => {
    const { urls, hj212 } = await startSubgraphs(programs, environment);
    const { url, program } = await startGateway(urls, environment);
    programs['gateway'] = program;
    return { urls, hj212, url };
  };
  const { urls, hj212, url } = await start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const openGateway = async (settings: NodeJS.ProcessEnv = {}): Promise<RunningGateway> => {
    const gateway = await startGateway(urls, { ...environment, ...settings });
    programs[`gateway ${gateway.url}`] = gateway.program;
    return gateway;
  };
  const killAndRestart = async (part: Part, awayMs = 0): Promise<void> => {
    await programs[part]?.end('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, awayMs));
    const PORT = new URL(part === 'gateway' ? url : (urls[part] ?? '')).port;
    const there = { ...environment, PORT, HJ212_PORT: String(hj212.port) };
    if (part === 'gateway') {
      programs[part] = (await startGateway(urls, there)).program;
      return;
    }
    programs[part] = runSubgraph(part, there);
    await printedBy(programs[part]);
  };
  const engine = engineOf(options);
  return {
    name: `remote on ${engine}`,
    mode: 'remote',
    engine,
    hasEvents: nats !== undefined,
    url,
    dataDirectory,
    databaseUrl: options.databaseUrl,
    hj212,
    metricsUrls: Object.values(urls).map((each) => each.replace('/graphql', '/metrics')),
    programs,
    nats,
    openGateway,
    killAndRestart,
    stop,
  };
}

/**
 * All at once; the first that ends before it answers is the fault. @returns where each answers, and the HJ 212
 * listener of one of them.
 */
async function startSubgraphs(
  programs: Record<string, RunningProgram>,
  environment: NodeJS.ProcessEnv,
): Promise<{ urls: Record<string, string>; hj212: SystemAddress['hj212'] }> {
  for (const name of SUBGRAPHS) programs[name] = runSubgraph(name, environment);
  const received = await Promise.all(
    Object.entries(programs).map(async ([name, program]) => [name, await printedBy(program)] as const),
  );
  const urls = Object.fromEntries(received.map(([name, { url }]) => [name, url]));
  return { urls, hj212: addressOf(received.map(([, { hj212 }]) => hj212).find(Boolean)) };
}

function runSubgraph(name: string, environment: NodeJS.ProcessEnv): RunningProgram {
  return runProgram(`dist/${name}.js`, [], environment);
}

async function printedBy(program: RunningProgram): Promise<{ url: string; hj212?: string }> {
  const [line] = await program.printed(/^\{.*\}$/m);
  return JSON.parse(line) as { url: string; hj212?: string };
}

async function startGateway(
  urls: Readonly<Record<string, string>>,
  environment: NodeJS.ProcessEnv,
): Promise<RunningGateway> {
  const program = runProgram('dist/gateway.js', [], {
    ...environment,
    ...Object.fromEntries(SUBGRAPHS.map((name) => [`SUBGRAPH_URL_${name.toUpperCase()}`, urls[name]])),
    ACTOR_RESOLVER_URL: urls['grids']?.replace('/graphql', '/actor'),
    ACTOR_RESOLVER_AUDIENCE: 'grids',
    GATEWAY_ROUTES: '/uploads/=cases,/register-imports/=enterprises,/directory-imports/=grids',
  });
  const [line] = await program.printed(/^\{.*\}$/m);
  return { url: (JSON.parse(line) as { gateway: string }).gateway, program };
}
