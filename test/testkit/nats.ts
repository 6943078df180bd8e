import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepFolder, keepProgram } from './children.ts';
import { programOf } from './engines.ts';
import { lastingPort } from './ports.ts';

/** A private NATS server with JetStream, of one test run, on loopback. */
export interface PrivateNats {
  /** `nats://127.0.0.1:<port>`: the same after a restart. */
  readonly url: string;
  /** As a crash would: SIGKILL. The stored data stays in the directory. */
  kill(): Promise<void>;
  /** Starts it again on the same port and the stored data. */
  restart(): Promise<void>;
  /** Ends it, and removes the directory unless the caller named it. */
  stop(): Promise<void>;
}

export interface NatsOptions {
  /** Where streams are stored; absent: a temporary directory. */
  readonly directory?: string;
  /** Absent: a free one. */
  readonly port?: number;
}

/** @returns undefined where the machine has no NATS server. */
export async function startNats(options: NatsOptions = {}): Promise<PrivateNats | undefined> {
  const program = programOf('nats', 'nats-server');
  if (!program) return undefined;
  const directory = options.directory ?? keepFolder(mkdtempSync(join(tmpdir(), 'ecogrid-nats-')));
  const launch = (port: number): ChildProcess =>
    keepProgram(
      spawn(
        program,
        ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', directory, '--ports_file_dir', directory],
        { stdio: 'ignore' },
      ),
    );
  const port = options.port ?? (await lastingPort());
  let server = launch(port);
  await accepting(server, directory);
  const kill = (): Promise<void> => ended(server);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await kill();
    if (!options.directory) rmSync(directory, { recursive: true, force: true });
  };
  const restart = async (): Promise<void> => {
    await kill();
    server = launch(port);
    await accepting(server, directory);
  };
  return { url: `nats://127.0.0.1:${port}`, kill, restart, stop: () => (stopping ??= stop()) };
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGKILL');
  return exited;
}

/** The server writes the file named after its process once it accepts connections. */
async function accepting(server: ChildProcess, directory: string): Promise<void> {
  const file = join(directory, `nats-server_${server.pid}.ports`);
  while (server.exitCode === null) {
    if (existsSync(file) && readFileSync(file, 'utf8').includes('nats://')) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('nats-server ended before it accepted a connection');
}
