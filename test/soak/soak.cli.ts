import { startEmbedded } from '../testkit/system.ts';
import { WHOLE, scenarios } from './soak.ts';

/** `npm run soak [-- <scenario> [<seed>]]`: all scenarios in full, or one. Ends with 1 when one has faults. */
const [wanted, given] = process.argv.slice(2);
const seed = Number(given ?? Date.now() % 1_000_000);
process.stdout.write(`seed ${seed}\n`);
const system = await startEmbedded();
try {
  for (const [name, run] of Object.entries(scenarios(system, seed, WHOLE))) {
    if (wanted && wanted !== name) continue;
    const began = Date.now();
    const { faults, figures } = await run();
    const seconds = Math.round((Date.now() - began) / 1_000);
    process.stdout.write(
      `${faults.length === 0 ? 'held' : 'FAILED'} ${name} in ${seconds} s ${JSON.stringify(figures)}\n`,
    );
    for (const fault of faults) process.stdout.write(`  ${fault}\n`);
    if (faults.length > 0) process.exitCode = 1;
  }
} finally {
  await system.stop();
}
