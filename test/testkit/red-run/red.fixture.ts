import { test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { runProgram } from '../process.ts';

const { RED_PID_FILE: file = '', RED_TIMEOUT_MS: timeout = '' } = process.env;

test(
  'fails by timeout while a program runs that it has started',
  async () => {
    const program = runProgram('test/testkit/red-run/idle.mjs', [], {});
    writeFileSync(file, String(program.child.pid));
    await new Promise(() => undefined);
  },
  Number(timeout),
);
