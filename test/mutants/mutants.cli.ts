import { startMariaDb } from '../testkit/mariadb.ts';
import { startNats } from '../testkit/nats.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.table.ts';
import { Scratch } from './scratch.ts';
import { runTrials, type TrialSetup, type Verdicts } from './trial.ts';

/** `npm run mutants [-- <id>…]`: puts faults into a copy of the source, one at a time; ends with 1 when one stays unseen. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => !MUTANTS.some((mutant) => mutant.id === id));
if (unknown.length > 0) throw new Error(`No such mutants: ${unknown.join(', ')}`);
const chosen = MUTANTS.filter(({ id }) => wanted.length === 0 || wanted.includes(id));

type Verdict = 'killed' | 'SURVIVED' | 'DOES NOT APPLY' | 'RED WITHOUT IT' | 'NO VERDICT';

// Before anything is made that has to be removed.
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
const scratch = new Scratch();
const [mariaDb, nats] = await Promise.all([startMariaDb(), startNats()]);
const engines = {
  ...(mariaDb && { ECOGRID_TEST_MARIADB: mariaDb.url }),
  ...(nats && { ECOGRID_TEST_NATS: nats.url }),
};
const setup: TrialSetup = { root: scratch.root, engines, signal: stopping.signal };

const sound = new Map<string, Promise<Verdicts>>();
/** The judges of a file, asked once without a fault: all that are needed of it together. */
function soundness({ judge }: Mutant): Promise<Verdicts> {
  const key = `${judge.file} ${judge.asksSharedSystems ?? false}`;
  const judges = chosen
    .map((mutant) => mutant.judge)
    .filter((each) => `${each.file} ${each.asksSharedSystems ?? false}` === key);
  if (!sound.has(key)) sound.set(key, runTrials(setup, judges));
  return sound.get(key) as Promise<Verdicts>;
}

async function verdictOn(mutant: Mutant): Promise<Verdict> {
  const isJudge = (name: string): boolean => name.includes(mutant.judge.named);
  const before = await soundness(mutant);
  if (before.failed.some(isJudge) || !before.passed.some(isJudge)) return 'RED WITHOUT IT';
  const takeOut = scratch.apply(mutant);
  if (!takeOut) return 'DOES NOT APPLY';
  try {
    const { failed, passed } = await runTrials(setup, [mutant.judge]);
    if (failed.some(isJudge)) return 'killed';
    return passed.some(isJudge) ? 'SURVIVED' : 'NO VERDICT';
  } finally {
    takeOut();
  }
}

const survived: string[] = [];
try {
  for (const mutant of chosen) {
    stopping.signal.throwIfAborted();
    const began = Date.now();
    const verdict = await verdictOn(mutant);
    if (verdict !== 'killed') survived.push(mutant.id);
    const { id, breaks, judge } = mutant;
    const seconds = Math.round((Date.now() - began) / 1_000);
    process.stdout.write(
      `${verdict.padEnd(14)} ${id.padEnd(34)} ${String(seconds).padStart(4)} s  ${breaks}\n`,
    );
    process.stdout.write(`${' '.repeat(15)}${judge.file}: ${judge.named}\n`);
  }
} finally {
  scratch.remove();
  await Promise.all([mariaDb?.stop(), nats?.stop()]);
}
process.stdout.write(`${JSON.stringify({ killed: chosen.length - survived.length, survived })}\n`);
process.exit(survived.length === 0 ? 0 : 1);
