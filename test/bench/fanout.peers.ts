import { once } from 'node:events';
import { runProgram, type RunningProgram } from '../testkit/process.ts';
import { startSmallGraph } from '../testkit/small-graph/small-graph.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { within } from '../testkit/within.ts';
import { CHANGED, TEXT_BYTES } from './servers/schema.ts';

export type PeerName = 'raw' | 'plain' | 'federated';

/** A server under test, in a process of its own. */
export interface Peer {
  readonly name: PeerName;
  readonly url: string;
  readonly program: RunningProgram;
  /** Resolves when the source of events is listened to. */
  listening?(): Promise<unknown>;
  /** Lets one event happen. */
  publish(): Promise<unknown>;
  stop(): Promise<unknown>;
}

export interface Probe {
  readonly cpuUs: number;
  readonly rss: number;
}

const PROBED = '--expose-gc --disable-warning=ExperimentalWarning --import=./test/bench/servers/probe.ts';
const TIMEOUT_MS = 120_000;

export async function startPeer(name: PeerName, environment: NodeJS.ProcessEnv = {}): Promise<Peer> {
  if (name === 'federated') {
    // On a busy machine thousands of clients take their time to be connected; that is not measured.
    const lenient = { WS_INIT_TIMEOUT_MS: String(TIMEOUT_MS), ...environment };
    const graph = await startSmallGraph({ environment: lenient, nodeOptions: PROBED });
    return {
      name,
      url: graph.url,
      program: graph.gateway,
      listening: () =>
        eventually(
          () => graph.state(),
          ({ open }) => open > 0,
          TIMEOUT_MS,
        ),
      publish: () => graph.publish(1, TEXT_BYTES),
      stop: () => graph.stop(),
    };
  }
  const program = runProgram(`test/bench/servers/${name}.main.ts`, [], {
    NODE_OPTIONS: PROBED,
    ...environment,
  });
  const [, url = ''] = await program.printed(/"url":"([^"]+)"/);
  const publish = (): Promise<boolean> => Promise.resolve(program.child.kill('SIGHUP'));
  return { name, url, program, publish, stop: () => program.end('SIGKILL') };
}

/** The CPU time the server has used, and its memory. */
export async function probe({ program }: Pick<Peer, 'program'>): Promise<Probe> {
  const before = program.output().length;
  program.child.kill('SIGUSR2');
  const line = await lineAfter(program, before, /^probe (.*)$/m);
  return JSON.parse(line[1] as string) as Probe;
}

async function lineAfter(program: RunningProgram, offset: number, pattern: RegExp): Promise<RegExpExecArray> {
  const { stdout } = program.child;
  for (;;) {
    const match = pattern.exec(program.output().slice(offset));
    if (match) return match;
    if (!stdout) throw new Error('the program has no stdout');
    await within(TIMEOUT_MS, `the program prints ${pattern}`, once(stdout, 'data'));
  }
}

/** Clients of one server, in another process. */
export class Clients {
  private events = 0;
  readonly count: number;
  private readonly program: RunningProgram;

  private constructor(program: RunningProgram, count: number) {
    this.program = program;
    this.count = count;
  }

  static async connect(peer: Peer, count: number): Promise<Clients> {
    const program = runProgram('test/bench/servers/clients.main.ts', [peer.url, String(count), CHANGED], {});
    await within(TIMEOUT_MS, `${count} clients are connected`, program.printed(/^ready$/m));
    await peer.listening?.();
    return new Clients(program, count);
  }

  /** One event to all of them. @returns milliseconds until the last had it. */
  async event(peer: Peer): Promise<number> {
    const number = (this.events += 1);
    await peer.publish();
    const [, ms] = await lineAfter(this.program, 0, new RegExp(`^event ${number} (\\d+)$`, 'm'));
    return Number(ms);
  }

  stop(): Promise<unknown> {
    return this.program.end('SIGKILL');
  }
}
