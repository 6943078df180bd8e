import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A private MariaDB server of one test run, in a temporary directory, on a free port. */
export interface PrivateMariaDb {
  /** `mysql://root@127.0.0.1:<port>`: no password, loopback only, gone with the run. */
  readonly url: string;
  stop(): Promise<void>;
}

function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Durability is off: these servers live for one test run. Crash tests start theirs with the durable settings. */
const FAST = ['--innodb-flush-log-at-trx-commit=0', '--innodb-flush-method=nosync', '--innodb-doublewrite=0'];

/** Memory for pages and for the log that changes pass through. */
const SMALL = { pool: '64M', log: '8M' };

/** @returns undefined where the machine has no MariaDB. */
export async function startMariaDb({ pool, log } = SMALL): Promise<PrivateMariaDb | undefined> {
  const program = findProgram('mariadbd');
  const installer = findProgram('mariadb-install-db');
  if (!program || !installer) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'ecogrid-mariadb-'));
  const user = process.getuid?.() === 0 ? ['--user=mysql'] : [];
  if (user.length > 0) execFileSync('chown', ['mysql', directory]);
  const common = ['--no-defaults', `--datadir=${join(directory, 'data')}`, '--skip-name-resolve', ...user];
  const small = [`--innodb-log-file-size=${log}`, '--innodb-flush-method=nosync', '--innodb-doublewrite=0'];
  execFileSync(
    installer,
    [...common, ...small, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { stdio: 'ignore' },
  );
  const port = await freePort();
  const server = spawn(
    program,
    [
      ...common,
      ...FAST,
      `--socket=${join(directory, 'socket')}`,
      `--tmpdir=${directory}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--innodb-buffer-pool-size=${pool}`,
      `--innodb-log-file-size=${log}`,
      '--skip-log-bin',
      '--performance-schema=off',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_bin',
    ],
    { stdio: 'ignore' },
  );
  await answering(port, server);
  let stopping: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  };
  return { url: `mysql://root@127.0.0.1:${port}`, stop: () => (stopping ??= end()) };
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
