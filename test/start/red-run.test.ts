import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outcomeOf, runProgram, type RunningProgram } from '../testkit/process.ts';
import { eventually } from '../../packages/service/dist/testing.js';

const LONG_MS = 120_000;

/** A run of Jest with one test, which never ends by itself and has started a program. */
function redRun(timeoutMs: number): { readonly jest: RunningProgram; readonly pid: () => Promise<number> } {
  const file = join(mkdtempSync(join(tmpdir(), 'ecogrid-red-')), 'pid');
  const jest = runProgram(
    'node_modules/jest/bin/jest.js',
    ['--config', 'test/testkit/red-run/jest.config.mjs'],
    {
      NODE_OPTIONS: '--experimental-vm-modules',
      RED_PID_FILE: file,
      RED_TIMEOUT_MS: String(timeoutMs),
    },
  );
  const written = (): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { jest, pid: async () => Number(await eventually(written, (text) => text !== '', LONG_MS)) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a program that a test has started', () => {
  test(
    'ends when the test fails by timeout, and Jest exits',
    async () => {
      const { jest, pid } = redRun(1_000);
      const { code, errors } = await outcomeOf(jest);
      expect({ code, errors }).toEqual({ code: 1, errors: expect.stringContaining('Exceeded timeout') });
      expect(isAlive(await pid())).toBe(false);
    },
    LONG_MS,
  );

  test(
    'ends when Jest is killed',
    async () => {
      const { jest, pid } = redRun(LONG_MS);
      const started = await pid();
      expect(isAlive(started)).toBe(true);
      await jest.end('SIGKILL');
      await eventually(
        () => isAlive(started),
        (alive) => !alive,
        LONG_MS / 2,
      );
    },
    LONG_MS,
  );
});
