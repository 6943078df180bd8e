import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HEARTBEAT_MS = 1_000;
/** A holder that is silent for so long is gone, even when its process number cannot be asked (another container). */
const SILENCE_MS = 30_000;
const POLL_MS = 100;
const ANOTHER_WAS_FASTER = [
  'ENOENT',
  'ENOTEMPTY',
  'EEXIST',
  ...(process.platform === 'win32' ? ['EPERM'] : []),
];

/**
 * Runs `work` while no other launcher of this checkout does; a lock whose holder was killed is taken over.
 * The lock is a directory that appears and disappears by rename, its owner's name already inside: no moment exists
 * in which it exists without an owner.
 * @template T
 * @param {string} directory @param {() => Promise<T>} work @param {() => void} onWait called once, when it must wait
 * @returns {Promise<T>}
 */
export async function withLock(directory, work, onWait) {
  for (let waited = false; !tryLock(directory); waited = true) {
    if (!waited) onWait();
    if (isAbandoned(directory)) takeAway(directory);
    else await sleep(POLL_MS);
  }
  const heartbeat = setInterval(() => touch(directory), HEARTBEAT_MS).unref();
  /** @param {NodeJS.Signals} signal */
  const onSignal = (signal) => {
    release(directory);
    process.off(signal, onSignal);
    process.kill(process.pid, signal);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    release(directory);
  }
}

const aside = (/** @type {string} */ directory) => `${directory}-${process.pid}`;
const remove = (/** @type {string} */ directory) => rmSync(directory, { recursive: true, force: true });

/** @param {string} directory */
function tryLock(directory) {
  const candidate = aside(directory);
  remove(candidate);
  mkdirSync(candidate, { recursive: true });
  writeFileSync(path.join(candidate, 'owner.json'), JSON.stringify({ pid: process.pid, host: hostname() }));
  if (move(candidate, directory)) return true;
  remove(candidate);
  return false;
}

/** @param {string} directory */
function release(directory) {
  if (ownerOf(directory)?.pid === process.pid && move(directory, aside(directory))) remove(aside(directory));
}

/** @param {string} directory */
function isAbandoned(directory) {
  const owner = ownerOf(directory);
  if (!owner) return false; // released meanwhile
  return Date.now() - owner.seenAt > SILENCE_MS || (owner.host === hostname() && !isAlive(owner.pid));
}

/**
 * Two waiters may find the same dead owner, and the slower must not remove the lock that the faster has just made:
 * a rename moves exactly one directory away, and one that turns out to be alive is put back.
 * @param {string} directory
 */
function takeAway(directory) {
  const taken = aside(directory);
  if (!move(directory, taken)) return;
  if (isAbandoned(taken) || !move(taken, directory)) remove(taken);
}

/** @param {string} directory @returns {{ pid: number, host: string, seenAt: number } | undefined} */
function ownerOf(directory) {
  try {
    const owner = JSON.parse(readFileSync(path.join(directory, 'owner.json'), 'utf8'));
    return { ...owner, seenAt: statSync(directory).mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {string} from @param {string} to @returns {boolean} false when another process was faster */
function move(from, to) {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (ANOTHER_WAS_FASTER.includes(codeOf(error))) return false;
    throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {string} directory */
function touch(directory) {
  const now = new Date();
  try {
    utimesSync(directory, now, now);
  } catch {
    // Taken away from a process that slept too long: each step is safe to do twice, so it may finish.
  }
}

/** @param {unknown} error @returns {string} */
const codeOf = (error) => (error instanceof Error && 'code' in error ? String(error.code) : '');
