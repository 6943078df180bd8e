import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

const PARENT_POLL_MS = 250;

/**
 * Runs a step of the preparation without a word, unless it fails.
 * @param {string} what the step, for its error
 * @param {string} file @param {string[]} args @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<void>} rejects with the whole output of the step
 */
export function runQuietly(what, file, args, options = {}) {
  const child = spawn(file, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {Buffer[]} */
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${what}: cannot start ${file}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve();
      reject(new Error(`${what} failed (${signal ?? `exit ${code}`})\n${Buffer.concat(output).toString()}`));
    });
  });
}

/**
 * Runs the command with our terminal and ends as it ends: same exit code, same signal.
 * @param {string} file @param {string[]} args @param {NodeJS.ProcessEnv} env
 */
export function becomeChild(file, args, env) {
  const child = spawn(file, args, { cwd: root, stdio: 'inherit', env });
  const stopForwarding = forwardSignals(child);
  child.on('error', (error) => {
    process.stderr.write(`cannot start ${file}: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    stopForwarding();
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

/** @param {import('node:child_process').ChildProcess} child @returns {() => void} */
function forwardSignals(child) {
  // A terminal gives Ctrl-C to the whole process group, so the child has it already; a second one would read as
  // impatience. Without a terminal the child receives no other signal.
  const onTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => void (signal === 'SIGINT' && onTerminal ? 0 : child.kill(signal));
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  const watch = watchParent(() => child.kill('SIGTERM'));
  return () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, forward);
  };
}

/**
 * npm runs us under a shell and sends SIGTERM to that shell alone, which dies without a word to us: without this
 * watch, `kill` of an `npm start` would leave the graph running.
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    onGone();
  }, PARENT_POLL_MS);
  if (!process.env['npm_lifecycle_event']) clearInterval(watch);
  return watch.unref();
}
