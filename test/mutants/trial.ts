import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Judge } from './mutant.ts';

/**
 * A test that waits for an event that never comes is red by then; one that starts processes needs longer to be green.
 */
const LONGEST_TEST_MS = { unit: 30_000, system: 90_000 };
const LONGEST_TRIAL_MS = 900_000;

/** How the tests went, by their full names. */
export interface Verdicts {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

interface JestReport {
  readonly testResults: ReadonlyArray<{
    readonly assertionResults: ReadonlyArray<{ readonly fullName: string; readonly status: string }>;
  }>;
}

/** The folder and the environment in which the judges are run. */
export interface TrialSetup {
  /** Of the source to be judged. */
  readonly root: string;
  readonly engines: NodeJS.ProcessEnv;
  /** Ends a trial under way. */
  readonly signal: AbortSignal;
}

/** Runs the judges of one file. */
export async function runTrials(setup: TrialSetup, judges: readonly Judge[]): Promise<Verdicts> {
  const report = join(setup.root, 'verdicts.json');
  rmSync(report, { force: true });
  const child = spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...options(judges, report)], {
    cwd: setup.root,
    // A group of its own: programs of a test end with it, also when it is cut short.
    detached: true,
    env: { ...process.env, ...setup.engines, ...environmentOf(judges) },
    stdio: ['ignore', 'ignore', process.env['MUTANTS_VERBOSE'] ? 'inherit' : 'ignore'],
  });
  const end = (): void => endGroup(child.pid);
  const timeout = setTimeout(end, LONGEST_TRIAL_MS);
  setup.signal.addEventListener('abort', end);
  await once(child, 'close');
  clearTimeout(timeout);
  setup.signal.removeEventListener('abort', end);
  end();
  setup.signal.throwIfAborted();
  return existsSync(report) ? verdictsIn(readFileSync(report, 'utf8')) : { passed: [], failed: [] };
}

function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // no process is left
  }
}

function options(judges: readonly Judge[], report: string): string[] {
  const [{ project = 'unit', file = '' } = {}] = judges;
  return [
    ...['--selectProjects', project, '--testPathPatterns', file, '--runInBand', '--forceExit'],
    ...['--testTimeout', String(LONGEST_TEST_MS[project]), '--cacheDirectory', '.jest-cache'],
    ...[
      '--json',
      '--outputFile',
      report,
      '--testNamePattern',
      judges.map(({ named }) => escaped(named)).join('|'),
    ],
  ];
}

function environmentOf(judges: readonly Judge[]): NodeJS.ProcessEnv {
  const NODE_OPTIONS = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
  return judges.some(({ asksSharedSystems }) => asksSharedSystems)
    ? { NODE_OPTIONS }
    : { NODE_OPTIONS, ECOGRID_TEST_SYSTEMS: '[]' };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function verdictsIn(report: string): Verdicts {
  const { testResults } = JSON.parse(report) as JestReport;
  const named = (wanted: string): string[] =>
    testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === wanted)
      .map(({ fullName }) => fullName);
  return { passed: named('passed'), failed: named('failed') };
}
