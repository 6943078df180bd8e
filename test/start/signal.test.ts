import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noJsonLines, runProgram, type RunningProgram } from '../testkit/process.ts';

const LONG_MS = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'ecogrid-signal-'));
let running: RunningProgram | undefined;
afterEach(async () => {
  await running?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves once the program has written the text; rejects when it ends before. */
function reported(program: RunningProgram, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const { child } = program;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', () => `${program.output()}${program.errors()}`.includes(text) && resolve());
    child.once('close', () => reject(new Error(`It ended before it reported ${text}:\n${program.errors()}`)));
  });
}

test.each([
  ['the graph in one process plays its history', 'dist/one-process.js', {}, '25 %'],
  [
    'a subgraph looks for NATS',
    'dist/grids.js',
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
    expect(noJsonLines(running.errors())).toEqual([]);
  },
  LONG_MS,
);

test.each([
  ['a subgraph', 'dist/grids.js', /"url":"http:\/\/127\.0\.0\.1:(\d+)/],
  ['the graph in one process', 'dist/one-process.js', /GraphQL\s+http:\/\/127\.0\.0\.1:(\d+)[^]*Ctrl-C/],
])(
  'SIGTERM with a request that is half sent to %s ends it in order, with code 0',
  async (_what, script, address) => {
    running = runProgram(script, [], { DATA_DIR: folder, PORT: '0', HJ212_PORT: '0', DEMO_HISTORY: '0' });
    const [, port] = await running.printed(address);
    const client = connect(Number(port), '127.0.0.1');
    const closed = once(client, 'close');
    // The answer to the first request says that the beginning of the second has come, too.
    client.write(
      'GET /live HTTP/1.1\r\nHost: a\r\n\r\nPOST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{"query"',
    );
    await once(client, 'data');
    expect(await running.end('SIGTERM')).toBe(0);
    await closed;
    expect(noJsonLines(running.errors())).toEqual([]);
    // No consumer meets a database that is closed already.
    expect(running.errors()).not.toContain('"level":50');
  },
  LONG_MS,
);
