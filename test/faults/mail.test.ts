import { expect, test } from '@jest/globals';
import { mailKilled } from '../soak/scenarios/mail-killed.ts';

/** Its blow cuts the second mail of a dispatch before its answer. */
const SEED = 20_261_163;
const KILLS = 1;

test('a graph that is killed over its dispatches loses no mail, and repeats one under its Message-ID only', async () => {
  const { faults, figures } = await mailKilled(SEED, KILLS);
  expect(faults).toEqual([]);
  // Else the kill fell where nothing was under way.
  expect(figures['repeats']).toBeGreaterThan(0);
}, 240_000);
