import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Every program and folder that a test file or a command of ours has made: all of it ends with the file, also when a
 * test has timed out or its set-up has failed, and with the process, also when that is killed.
 */
const programs = new Set<ChildProcess>();
const folders = new Set<string>();
let isOver = false;
let keeper: ChildProcess | undefined;

/** @throws when the test file is over: a test that has timed out runs on, and may not start more. */
export function keepProgram<Child extends ChildProcess>(child: Child): Child {
  if (isOver) {
    child.kill('SIGKILL');
    throw new Error('The test file is over: it starts nothing more');
  }
  programs.add(child);
  notifyKeeper(`+${child.pid}`);
  child.once('exit', () => {
    programs.delete(child);
    notifyKeeper(`-${child.pid}`);
  });
  return child;
}

/** The folder is removed together with the programs that use it. @returns its path. */
export function keepFolder(path: string): string {
  folders.add(path);
  notifyKeeper(`/${path}`);
  return path;
}

/** Kills the processes that still run and waits for their end. */
async function endEverything(): Promise<void> {
  isOver = true;
  const ends = [...programs].map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of programs) child.kill('SIGKILL');
  await Promise.all(ends);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  keeper?.stdin?.end();
}

/** A program of its own: it sees the end of this process however that comes about. */
function notifyKeeper(line: string): void {
  if (!keeper) {
    const script = fileURLToPath(new URL('keeper.mjs', import.meta.url));
    keeper = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    keeper.unref();
    (keeper.stdin as unknown as { unref(): void }).unref();
    keeper.stdin?.on('error', () => undefined);
  }
  if (keeper.stdin?.writable) keeper.stdin.write(`${line}\n`);
}

// Commands such as the soak have no hooks; there the keeper ends the processes that they leave.
const { afterAll } = globalThis as { afterAll?: (end: () => Promise<void>) => void };
afterAll?.(endEverything);
