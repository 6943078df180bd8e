import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ROOT, outcomeOf, runProgram, type Outcome, type RunningProgram } from '../testkit/process.ts';
import { eventually } from '../../packages/service/dist/testing.js';

/**
 * In place of npm: notes each call, waits while a file `hold` lies beside it, and "fetches" a pnpm that prints its
 * arguments. The part that it writes before the wait is the half that a kill leaves behind.
 */
const FAKE_NPM = `
  import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
  import { join } from 'node:path';
  const here = import.meta.dirname;
  appendFileSync(join(here, 'calls'), 'x');
  const bin = join(process.argv[process.argv.indexOf('--prefix') + 1], 'node_modules', 'pnpm', 'bin');
  mkdirSync(bin, { recursive: true });
  while (existsSync(join(here, 'hold'))) await new Promise((resolve) => setTimeout(resolve, 20));
  if (existsSync(join(here, 'broken'))) { console.log('no registry'); process.exit(7); }
  writeFileSync(join(bin, 'pnpm.cjs'), 'process.stdout.write(JSON.stringify(process.argv.slice(2)))');
`;

describe('the launcher, in a folder whose name has blanks and Chinese e-mails', () => {
  let base: string;
  let checkout: string;
  let npm: string;
  const running: RunningProgram[] = [];
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'ecogrid 启动 '));
    checkout = join(base, '一个 checkout');
    npm = join(base, 'npm');
    mkdirSync(npm);
    writeFileSync(join(npm, 'package.json'), '{"type":"module"}');
    writeFileSync(join(npm, 'npm-cli.js'), FAKE_NPM);
    mkdirSync(join(checkout, 'subgraphs'), { recursive: true });
    cpSync(join(ROOT, 'packages/launcher'), join(checkout, 'packages/launcher'), { recursive: true });
    writeFileSync(join(checkout, 'package.json'), '{"type":"module"}');
  });
  afterEach(async () => {
    allow();
    await Promise.all(running.splice(0).map((program) => program.end('SIGKILL')));
    rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  });

  const note = (name: string): void => writeFileSync(join(npm, name), '');
  const allow = (): void => rmSync(join(npm, 'hold'), { force: true });
  const calls = (): number => (existsSync(join(npm, 'calls')) ? readFileSync(join(npm, 'calls')).length : 0);
  const left = (): string[] => readdirSync(join(checkout, '.toolchain')).sort();
  const launch = (): RunningProgram => {
    const program = runProgram(join(checkout, 'packages/launcher/launch.mjs'), ['pnpm', '一 二', '--x'], {
      npm_execpath: join(npm, 'npm-cli.js'),
    });
    running.push(program);
    return program;
  };
  const asked = (): Promise<Outcome> => outcomeOf(launch());
  const DONE = expect.objectContaining({ code: 0, output: '["一 二","--x"]' });

  test('fetches once, then needs no registry, and writes nothing of its own to stdout', async () => {
    expect(await asked()).toEqual(DONE);
    note('broken');
    expect(await asked()).toEqual({ code: 0, output: '["一 二","--x"]', errors: '' });
    expect(calls()).toBe(1);
  });

  test('that is killed while it fetches leaves nothing half: the next one fetches anew', async () => {
    note('hold');
    const killed = launch();
    await eventually(calls, (count) => count === 1, 30_000);
    await killed.end('SIGKILL');
    expect(existsSync(join(checkout, '.toolchain/node_modules'))).toBe(false);
    allow();
    expect(await asked()).toEqual(DONE);
    // The npm of the killed one may write its half a moment longer; the next fetch sweeps it away.
    expect(left().filter((name) => name !== 'node_modules' && !name.startsWith('staging-'))).toEqual([]);
  });

  test('waits for another one of the same checkout, and finds its work done', async () => {
    note('hold');
    const first = launch();
    const firstDone = outcomeOf(first);
    await eventually(calls, (count) => count === 1, 30_000);
    const second = launch();
    const secondDone = outcomeOf(second);
    await eventually(
      () => second.errors(),
      (text) => text.includes('waiting for another launcher'),
      120_000,
    );
    allow();
    expect([await firstDone, await secondDone]).toEqual([DONE, DONE]);
    expect(calls()).toBe(1);
  });

  test('writes the reason of a failed fetch on stderr, and tries again the next time', async () => {
    note('broken');
    const failed = await asked();
    expect(failed).toMatchObject({ code: 1, output: '' });
    expect(failed.errors).toContain('no registry');
    rmSync(join(npm, 'broken'));
    expect(await asked()).toEqual(DONE);
    expect(left()).toEqual(['node_modules']);
  });

  test('names the commands there are when it is asked for another', async () => {
    const program = runProgram(join(checkout, 'packages/launcher/launch.mjs'), ['strat'], {});
    const { code, output, errors } = await outcomeOf(program);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(/Unknown command "strat".*start/);
  });
});
