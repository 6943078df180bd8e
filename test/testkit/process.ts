import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { keepProgram } from './children.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A program of the project, run as a process of its own. */
export interface RunningProgram {
  readonly child: ChildProcess;
  /** Everything it has written to stdout so far. */
  output(): string;
  /** Everything it has written to stderr so far. */
  errors(): string;
  /** Resolves with the first match of the pattern in stdout; rejects when the program ends before. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Sends the signal and waits for the end. @returns the exit code, null when the signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export function runProgram(
  script: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): RunningProgram {
  return runFile(process.execPath, [script, ...args], environment);
}

/** A program that is no script of ours, run in the same way. */
export function runFile(
  file: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): RunningProgram {
  const child = keepProgram(
    spawn(file, args, {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  let isOver = false;
  child.once('close', () => (isOver = true));
  const printed = (pattern: RegExp): Promise<RegExpMatchArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(output);
        if (match) resolve(match);
      };
      const fail = (): void =>
        reject(
          new Error(
            `${[file, ...args].join(' ')} ended with ${child.exitCode} before it printed ${pattern}:\n${errors}`,
          ),
        );
      child.stdout.on('data', look);
      child.once('close', fail);
      look();
      if (isOver) fail();
    });
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
    return child.exitCode;
  };
  return { child, output: () => output, errors: () => errors, printed, end };
}

/** The lines of a log that are no JSON objects. */
export function noJsonLines(log: string): string[] {
  return log.split('\n').filter((line) => line !== '' && !isJsonObject(line));
}

function isJsonObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The result of a program that ends by itself. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Resolves when the program has ended and everything it wrote has been read. */
export async function outcomeOf(program: RunningProgram): Promise<Outcome> {
  const [code] = (await once(program.child, 'close')) as [number | null];
  return { code, output: program.output(), errors: program.errors() };
}

/** Runs a program to its end. @throws when it does not exit 0. */
export async function runToEnd(
  script: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const { code, output, errors } = await outcomeOf(runProgram(script, args, environment));
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${output}${errors}`);
  return output;
}
