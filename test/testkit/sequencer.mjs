import { readFileSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

/** Tests with kills, load and random input run last, after every other test has reported. */
const LAST = /test\/faults\/|soak-share|fuzz|\.property\.test/;
/** Slower than any unit test, and often waiting: begun first. */
const SYSTEM = /\/test\//;
/** Uses a system that the files of this run share: they take turns on it. */
const SHARED = /\b(onSystems|inTurn)\(/;
/** Of a file that has not run here before. */
const USUAL_MS = { system: 15_000, unit: 2_000 };

/** Within its part of the run in the order of Jest: files that failed, then those that took longest. */
export default class extends Sequencer {
  #workers;

  constructor(options) {
    super(options);
    this.#workers = options.globalConfig.maxWorkers;
  }

  sort(tests) {
    const sorted = super.sort(tests);
    const isLast = ({ path }) => LAST.test(path);
    const parts = [sorted.filter((test) => !isLast(test)), sorted.filter(isLast)];
    return parts.flatMap((part) => spread(part, this.#workers));
  }
}

/** While one worker uses a shared system, the others run files that need none: a file that waits for its turn keeps a worker. */
function spread(tests, workers) {
  const shared = tests.filter(({ path }) => SHARED.test(readFileSync(path, 'utf8')));
  const others = tests
    .filter((test) => !shared.includes(test))
    .toSorted((one, other) => SYSTEM.test(other.path) - SYSTEM.test(one.path));
  const order = [];
  const freeAt = Array.from({ length: workers }, () => 0);
  let sharedUntil = 0;
  while (shared.length + others.length > 0) {
    const worker = freeAt.indexOf(Math.min(...freeAt));
    const isShared = others.length === 0 || (shared.length > 0 && sharedUntil <= freeAt[worker]);
    const next = isShared ? shared.shift() : others.shift();
    freeAt[worker] += next.duration ?? USUAL_MS[SYSTEM.test(next.path) ? 'system' : 'unit'];
    if (isShared) sharedUntil = freeAt[worker];
    order.push(next);
  }
  return order;
}
