import { startMariaDb } from '../testkit/mariadb.ts';
import { startEmbedded, startRemote, type RunningSystem } from '../testkit/system.ts';
import { schemasFor } from '../testkit/systems.setup.ts';
import { allKilled } from './scenarios/all-killed.ts';
import { jobKilled } from './scenarios/job-killed.ts';
import { mailKilled } from './scenarios/mail-killed.ts';
import { overlaps } from './scenarios/overlaps.ts';
import { WHOLE, scenarios, type Scenario } from './soak.ts';
import type { Report } from './seeded.ts';

/** `npm run soak [-- <scenario> [<seed>]]`: all scenarios in full, or one. Ends with 1 when one has faults. */
const [wanted, given] = process.argv.slice(2);
const seed = Number(given ?? Date.now() % 1_000_000);
const OVERLAPS = 5_000;
const MAIL_KILLS = 100;
const KILLS = 300;
const JOB_KILLS = 48;
process.stdout.write(`seed ${seed}\n`);

const mariaDb = await startMariaDb();
const running: RunningSystem[] = [];
/** Started once, when first wanted; ended with the others. */
function once<System extends RunningSystem>(start: () => Promise<System>): () => Promise<System> {
  let started: Promise<System> | undefined;
  return () =>
    (started ??= start().then((system) => {
      running.push(system);
      return system;
    }));
}
const systems = {
  embedded: once(() => startEmbedded()),
  remote: once(async () => startRemote(mariaDb ? { databaseUrl: await schemasFor(mariaDb.url) } : {})),
};
const all: Record<string, Scenario> = {
  ...scenarios(systems, seed, WHOLE),
  overlaps: () => overlaps(seed, OVERLAPS),
  'job-killed': () => jobKilled(seed, JOB_KILLS),
  'mail-killed': () => mailKilled(seed, MAIL_KILLS),
  'all-killed': () => allKilled(seed, KILLS),
};

async function report(name: string, run: Scenario): Promise<void> {
  const began = Date.now();
  const { faults, figures } = await run().catch((error: unknown): Report => ({
    faults: [String(error)],
    figures: {},
  }));
  const seconds = Math.round((Date.now() - began) / 1_000);
  const verdict = faults.length === 0 ? 'held' : 'FAILED';
  process.stdout.write(`${verdict} ${name} in ${seconds} s ${JSON.stringify(figures)}\n`);
  for (const fault of faults) process.stdout.write(`  ${fault}\n`);
  if (faults.length === 0) return;
  process.exitCode = 1;
  for (const { programs } of running)
    for (const [part, program] of Object.entries(programs))
      for (const line of program.errors().trim().split('\n').slice(-20))
        process.stdout.write(`  ${part}: ${line}\n`);
}

try {
  const chosen = Object.entries(all).filter(([name]) => !wanted || wanted === name);
  if (chosen.length === 0) throw new Error(`No such scenario. Known: ${Object.keys(all).join(', ')}`);
  for (const [name, run] of chosen) await report(name, run);
} finally {
  await Promise.all(running.map((system) => system.stop()));
  await mariaDb?.stop();
}
