import { once } from 'node:events';
import { runProgram, type RunningProgram } from '../testkit/process.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { within } from '../testkit/within.ts';

const TIMEOUT_MS = 60_000;

/** The delay that all but that share stay within. */
export function delayAt(share: number, delays: Status['delays']): number {
  const sorted = Object.entries(delays).sort(([one], [other]) => Number(one) - Number(other));
  let left = share * sorted.reduce((sum, [, times]) => sum + times, 0);
  return Number(sorted.find(([, times]) => (left -= times) < 0)?.[0]);
}

/** The events that clients of another process have received. */
export interface Status {
  /** How often there was a delay of so many milliseconds since the status before. */
  readonly delays: Readonly<Record<string, number>>;
  /** The number of the last event that every one of them has. */
  readonly least: number;
  /** Events that did not follow the one before. */
  readonly gaps: number;
  /** Of each client: `open`, or its close code and reason. */
  readonly closings: readonly string[];
}

/** Clients in a process of their own, so that their work is not mistaken for the server's or the judge's. */
export class Clients {
  private readonly program: RunningProgram;

  private constructor(program: RunningProgram) {
    this.program = program;
  }

  static async connect(url: string, count: number, mode: 'reading' | 'paused'): Promise<Clients> {
    const program = runProgram('test/soak/clients.main.ts', [url, String(count), mode], {});
    await within(TIMEOUT_MS, `${count} clients are ${mode}`, program.printed(/^ready$/m));
    return new Clients(program);
  }

  async status(): Promise<Status> {
    const { program } = this;
    const from = program.output().length;
    program.child.kill('SIGUSR2');
    const line = (): RegExpExecArray | null => /^status (.*)\n/m.exec(program.output().slice(from));
    const stdout = program.child.stdout as NodeJS.ReadableStream;
    while (!line()) await within(TIMEOUT_MS, 'the status of the clients', once(stdout, 'data'));
    return JSON.parse(line()?.[1] as string) as Status;
  }

  /** Resolves once every one of them has the event of that number, with the delays until then. */
  async have(number: number): Promise<Status> {
    const delays: Record<string, number> = {};
    const look = async (): Promise<Status> => {
      const status = await this.status();
      for (const [ms, times] of Object.entries(status.delays)) delays[ms] = (delays[ms] ?? 0) + times;
      return status;
    };
    return { ...(await eventually(look, ({ least }) => least >= number, TIMEOUT_MS)), delays };
  }

  /** Lets those that are paused read, until each is closed. */
  async readOn(): Promise<Status> {
    this.program.child.kill('SIGUSR1');
    return eventually(
      () => this.status(),
      ({ closings }) => !closings.includes('open'),
      TIMEOUT_MS,
    );
  }

  /** They come back after the last event each has seen. */
  resume(): void {
    this.program.child.kill('SIGHUP');
  }

  stop(): Promise<unknown> {
    return this.program.end('SIGKILL');
  }
}
