import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { MisfitOf } from './event.ts';

/** For logs and consumers of tests whose topics have no contract. */
export const anyEvent: MisfitOf = () => null;

/** The NATS server of the test run, as a row for `describe.each`; none where the machine has none. */
export function natsServers(): Array<readonly [string, string]> {
  const url = process.env['ECOGRID_TEST_NATS'];
  return url ? [['NATS', url]] : [];
}

/** The share of the soak's overlapping transactions that every run of the tests takes. */
const SHARE = { overlaps: 400, seed: 20_261_123 };

/** How many transactions overlap: a share, or the number of `npm run soak`. */
export function overlapsWanted(): {
  readonly count: number;
  readonly seed: number;
  readonly isWhole: boolean;
} {
  const [count, seed] = (process.env['ECOGRID_SOAK_OVERLAPS'] ?? '').split(',').map(Number);
  return count
    ? { count, seed: seed ?? 0, isWhole: true }
    : { count: SHARE.overlaps, seed: SHARE.seed, isWhole: false };
}

/** A server of one test, which may end and start it. The run's own is shared. */
export class OwnNatsServer {
  private readonly directory = mkdtempSync(join(tmpdir(), 'ecogrid-nats-'));
  private server: ChildProcess | undefined;
  private port = -1;

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  /** On the same port and data, when it ran before. */
  async start(): Promise<this> {
    const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
    const program = folders.map((folder) => join(folder, 'nats-server')).find((path) => existsSync(path));
    const { directory, port } = this;
    const where = [
      '-a',
      '127.0.0.1',
      '-p',
      String(port),
      '-js',
      '-sd',
      directory,
      '--ports_file_dir',
      directory,
    ];
    this.server = spawn(program ?? 'nats-server', where, { stdio: 'ignore' });
    const file = join(directory, `nats-server_${this.server.pid}.ports`);
    for (let found: string | undefined; !found; await pause(10)) {
      [, found] = /nats:\/\/[^:]+:(\d+)/.exec(existsSync(file) ? readFileSync(file, 'utf8') : '') ?? [];
      if (found) this.port = Number(found);
    }
    return this;
  }

  async kill(): Promise<void> {
    if (!this.server || this.server.exitCode !== null || this.server.signalCode !== null) return;
    const ended = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    await ended;
  }

  /** Copies the stored files of a server that does not run. @returns a name for {@link putBack}. */
  copyStored(): string {
    const copy = `${this.directory}-copy`;
    cpSync(this.directory, copy, { recursive: true });
    return copy;
  }

  /** The server loses all that it has stored since the copy, as after a power cut. */
  putBack(copy: string): void {
    rmSync(this.directory, { recursive: true });
    renameSync(copy, this.directory);
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
