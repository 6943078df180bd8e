import { once } from 'node:events';
import { loadavg } from 'node:os';
import type { RunningProgram } from '../testkit/process.ts';

/** For NODE_OPTIONS of a server whose event loop is measured from the side. */
export const LOOP_PROBE = `--import=${new URL('./servers/loop-probe.ts', import.meta.url).href}`;

const PRINTED = /loop (\S+) ms\n/g;

/** The longest hold of the event loop since the last time this was asked, in milliseconds of its own CPU time. */
export async function longestHold(program: RunningProgram): Promise<number> {
  const from = program.output().length;
  program.child.kill('SIGUSR2');
  for (;;) {
    const [, found] = [...program.output().slice(from).matchAll(PRINTED)].at(-1) ?? [];
    if (found) return Number(found);
    await once(program.child.stdout!, 'data');
  }
}

/** How busy the machine is: figures of time and memory say little without it. */
export const load = (): string => loadavg()[0]?.toFixed(1) ?? '';
