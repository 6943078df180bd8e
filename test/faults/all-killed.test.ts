import { expect, test } from '@jest/globals';
import { allKilled } from '../soak/scenarios/all-killed.ts';

const SEED = 20_261_126;
/** Each process once. */
const KILLS = 7;

test('a graph whose every process is killed while it dispatches loses and doubles no ticket, mail or reminder', async () => {
  const { faults, figures } = await allKilled(SEED, KILLS);
  expect(faults).toEqual([]);
  // Else the kills fell where nothing was under way.
  expect(figures['retried']).toBeGreaterThan(0);
}, 600_000);
