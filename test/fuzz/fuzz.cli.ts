import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { differences } from '../federation/differential/differential.ts';
import type { Report } from '../soak/seeded.ts';
import { token } from '../testkit/client.ts';
import { startEmbedded } from '../testkit/system.ts';
import { costlyOperations } from './deep-operations.ts';
import { hj212Inputs } from './hj212-inputs.ts';
import { hostileFrames } from './hostile-frames.ts';
import { spoiledRequests } from './spoiled-requests.ts';

/** `npm run fuzz [-- <name> [<seed>]]`: all of it, or one. Ends with 1 when one has faults. */
const [wanted, given] = process.argv.slice(2);
const seed = Number(given ?? Date.now() % 1_000_000);
const FRAMES = 20_000;
const REQUESTS = 100_000;
const INPUTS = 1_000_000;
const OPERATIONS = 500;
const FEDERATED = 100_000;
const TOKEN_SECONDS = 86_400;

async function requests(): Promise<Report> {
  const system = await startEmbedded();
  try {
    const operator = await token(system.dataDirectory, { role: 'OPERATOR', seconds: TOKEN_SECONDS });
    return await spoiledRequests(system.url, operator, seed, REQUESTS);
  } finally {
    await system.stop();
  }
}

/** On the demonstration as it was played, in one process. */
async function operations(): Promise<Report> {
  const system = await startEmbedded({ environment: { DEMO_HISTORY: '1' } });
  try {
    const bearer = await token(system.dataDirectory, { role: 'OPERATOR', seconds: TOKEN_SECONDS });
    const { pid } = system.programs['all']!.child;
    const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
    return await costlyOperations({ url: system.url, bearer, pid }, schema, seed, OPERATIONS);
  } finally {
    await system.stop();
  }
}

/** By our executor, the stock one and a schema without federation; the figures say how often the stock one differs. */
async function federation(): Promise<Report> {
  const { faults, stock, operations: compared } = await differences(seed, FEDERATED);
  return { faults, figures: { operations: compared, ...stock } };
}

const all: Record<string, () => Promise<Report>> = {
  federation,
  frames: () => hostileFrames(seed, FRAMES),
  hj212: () => Promise.resolve(hj212Inputs(seed, INPUTS)),
  requests,
  operations,
};

process.stdout.write(`seed ${seed}\n`);
const chosen = Object.entries(all).filter(([name]) => !wanted || wanted === name);
if (chosen.length === 0) throw new Error(`No such run. Known: ${Object.keys(all).join(', ')}`);
for (const [name, run] of chosen) {
  const { faults, figures } = await run();
  process.stdout.write(`${faults.length === 0 ? 'held' : 'FAILED'} ${name} ${JSON.stringify(figures)}\n`);
  for (const fault of faults) process.stdout.write(`  ${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
