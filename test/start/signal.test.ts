import { afterEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram, type RunningProgram } from '../testkit/process.ts';

const LONG_MS = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'ecogrid-signal-'));
let running: RunningProgram | undefined;
afterEach(async () => {
  await running?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves once the program has written the text to stderr; rejects when it ends before. */
function reported(program: RunningProgram, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const { child } = program;
    child.stderr?.on('data', () => program.errors().includes(text) && resolve());
    child.once('close', () => reject(new Error(`It ended before it reported ${text}:\n${program.errors()}`)));
  });
}

test.each([
  ['the graph in one process plays its history', 'packages/one-process/dist/main.js', {}, '25 %'],
  [
    'a subgraph looks for NATS',
    'subgraphs/grids/dist/main.js',
    { NATS_URL: 'nats://127.0.0.1:9', CURSOR_SECRET: 'of sixteen characters' },
    'NATS cannot be reached yet',
  ],
])(
  'SIGTERM while %s ends it in order, with code 0',
  async (_what, script, environment, text) => {
    const usual = { DATA_DIR: folder, PORT: '0', HJ212_PORT: '0', DEMO_HISTORY: '1', LOG_LEVEL: 'warn' };
    running = runProgram(script, [], { ...usual, ...environment });
    await reported(running, text);
    expect(await running.end('SIGTERM')).toBe(0);
  },
  LONG_MS,
);
