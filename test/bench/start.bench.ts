import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rssOf } from '../testkit/figures.ts';
import { ROOT, runProgram } from '../testkit/process.ts';
import type { Findings } from './bench.cli.ts';

const LIMIT_SECONDS = 10;
const LIMIT_MB = 350;
const RUNS = 3;

/** Cold and warm start of the embedded graph by `npm start`, and its memory at rest. */
export async function run(): Promise<Findings> {
  const rows: Array<Record<string, string | number>> = [];
  let warm = 0;
  let memory = 0;
  for (let round = 1; round <= RUNS; round += 1) {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'ecogrid-bench-'));
    const cold = await npmStart(dataDirectory);
    warm = Math.max(warm, await npmStart(dataDirectory));
    memory = Math.max(memory, await memoryAtRest(dataDirectory));
    rows.push({
      round,
      'cold s': cold.toFixed(2),
      'warm s': warm.toFixed(2),
      'memory MB': Math.round(memory),
    });
    rmSync(dataDirectory, { recursive: true });
  }
  return {
    rows,
    ratios: { warm_vs_limit: round2(warm / LIMIT_SECONDS), memory_vs_limit: round2(memory / LIMIT_MB) },
  };
}

const environment = (dataDirectory: string): NodeJS.ProcessEnv => ({
  DATA_DIR: dataDirectory,
  PORT: '0',
  HJ212_PORT: '0',
});

/** Seconds from the command to the printed address; then Ctrl-C. */
async function npmStart(dataDirectory: string): Promise<number> {
  const started = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, ...environment(dataDirectory) },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      if (output.includes('is ready')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
  });
  const seconds = (performance.now() - started) / 1_000;
  const ended = once(child, 'exit');
  process.kill(-(child.pid as number), 'SIGINT');
  await ended;
  return seconds;
}

/** Resident memory in MB, once the graph has answered and is left alone. */
async function memoryAtRest(dataDirectory: string): Promise<number> {
  const program = runProgram('dist/one-process.js', [], environment(dataDirectory));
  const [, url = ''] = await program.printed(/GraphQL\s+(http\S+)/);
  await fetch(url.replace('/graphql', '/ready'));
  const megabytes = rssOf(program.child.pid);
  await program.end();
  return megabytes;
}

const round2 = (value: number): number => Math.round(value * 100) / 100;
