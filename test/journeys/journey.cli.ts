import { playMainJob } from './play.ts';

/** `npm run journey`: plays the main job against the graph that runs here, and prints each step. */
const { HOST = '127.0.0.1', PORT = '4000', HJ212_PORT = '2121', DATA_DIR = './var' } = process.env;
const stage = {
  url: `http://${HOST}:${PORT}/graphql`,
  hj212: { host: HOST, port: Number(HJ212_PORT) },
  dataDirectory: DATA_DIR,
};
let step = 0;
try {
  await playMainJob(stage, (text) => process.stdout.write(`${String((step += 1)).padStart(2)}. ${text}\n`));
  process.stdout.write('The main job is done.\n');
} catch (error) {
  process.stderr.write(`The journey stopped after step ${step}: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
