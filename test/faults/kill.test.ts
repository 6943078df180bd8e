import { expect, test } from '@jest/globals';
import { jobKilled } from '../soak/scenarios/job-killed.ts';

/** Its blow falls on the packet. */
const SEED = 20_261_159;
const KILLS = 1;

test('a graph that is killed in the middle of the main job loses nothing that it acknowledged', async () => {
  const { faults, figures } = await jobKilled(SEED, KILLS);
  expect(faults).toEqual([]);
  expect(figures).toMatchObject({ kills: KILLS });
}, 600_000);
