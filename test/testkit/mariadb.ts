import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { keepFolder, keepProgram } from './children.ts';
import { programOf } from './engines.ts';
import { diskFolder, memoryFolder } from './folders.ts';
import { lastingPort } from './ports.ts';
import { ROOT } from './process.ts';

/** A private MariaDB server of one test run, in a temporary directory, on a free port. */
export interface PrivateMariaDb {
  /** `mysql://root@127.0.0.1:<port>`: no password, loopback only, gone with the run. */
  readonly url: string;
  /** As a crash would: SIGKILL. The stored data stays in the directory. */
  kill(): Promise<void>;
  /** Starts it again on the same port and the stored data. */
  restart(): Promise<void>;
  /** Stands still, with every connection open, and goes on. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/** Durability is off: these servers live for one test run. */
const FAST = ['--innodb-flush-log-at-trx-commit=0', '--innodb-flush-method=nosync', '--innodb-doublewrite=0'];

export interface MariaDbOptions {
  /** Memory for pages. */
  readonly pool?: string;
  /** Room for the log that changes pass through. */
  readonly log?: string;
  /** The server is killed, and the data that it acknowledged is there afterwards: on the disk, unless told otherwise. */
  readonly isDurable?: boolean;
  /** The data directory is on the disk: it is large, or the speed of the disk is measured. */
  readonly isOnDisk?: boolean;
}

const isRoot = process.getuid?.() === 0;

/** An empty data directory, installed once for each version of the server; each server starts from a copy. */
function installedData(program: string, installer: string): string {
  const received = execFileSync(program, ['--no-defaults', '--version'], { encoding: 'utf8' });
  const cache = join(ROOT, 'node_modules/.cache/ecogrid-mariadb');
  const installed = join(cache, /Ver (\S+)/.exec(received)?.[1] ?? 'unknown');
  if (existsSync(installed)) return installed;
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, 'installing-'));
  const options = ['--skip-name-resolve', '--auth-root-authentication-method=normal', '--skip-test-db'];
  const small = ['--innodb-log-file-size=8M', ...FAST, ...(isRoot ? ['--user=root'] : [])];
  execFileSync(installer, ['--no-defaults', `--datadir=${directory}`, ...options, ...small], {
    stdio: 'ignore',
  });
  try {
    renameSync(directory, installed);
  } catch {
    // Another run was first.
    rmSync(directory, { recursive: true });
  }
  return installed;
}

/** @returns undefined where the machine has no MariaDB. */
export async function startMariaDb({
  pool = '64M',
  log = '8M',
  isDurable = false,
  isOnDisk = isDurable,
}: MariaDbOptions = {}): Promise<PrivateMariaDb | undefined> {
  const program = programOf('mariadb', 'mariadbd');
  const installer = programOf('mariadb', 'mariadb-install-db');
  if (!program || !installer) return undefined;
  const directory = keepFolder(
    mkdtempSync(join(isOnDisk ? diskFolder() : memoryFolder(), 'ecogrid-mariadb-')),
  );
  cpSync(installedData(program, installer), join(directory, 'data'), { recursive: true });
  const user = isRoot ? ['--user=mysql'] : [];
  if (isRoot) execFileSync('chown', ['-R', 'mysql', directory]);
  const common = ['--no-defaults', `--datadir=${join(directory, 'data')}`, '--skip-name-resolve', ...user];
  const port = await lastingPort();
  const memory = [`--innodb-buffer-pool-size=${pool}`, `--innodb-log-file-size=${log}`];
  const args = [...common, ...(isDurable ? [] : FAST), ...memory, ...listeningOn(port, directory)];
  const launch = (): ChildProcess => keepProgram(spawn(program, args, { stdio: 'ignore' }));
  let server = launch();
  await answering(port, server);
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  };
  const restart = async (): Promise<void> => {
    await kill();
    server = launch();
    await answering(port, server);
  };
  const pause = (): void => void server.kill('SIGSTOP');
  const resume = (): void => void server.kill('SIGCONT');
  let stopping: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await kill();
    rmSync(directory, { recursive: true, force: true });
  };
  const url = `mysql://root@127.0.0.1:${port}`;
  return { url, kill, restart, pause, resume, stop: () => (stopping ??= end()) };
}

function listeningOn(port: number, directory: string): string[] {
  return [
    `--socket=${join(directory, 'socket')}`,
    `--tmpdir=${directory}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-log-bin',
    '--performance-schema=off',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
  ];
}

/** Tries the port until it accepts, or the server has ended. */
async function answering(port: number, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const accepted = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (accepted) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('mariadbd ended before it accepted a connection');
}
