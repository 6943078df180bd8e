import { expect, test } from '@jest/globals';
import { mailKilled } from '../soak/scenarios/mail-killed.ts';

const SEED = 20_261_125;
const KILLS = 8;

test('a graph that is killed over its dispatches loses no mail, and repeats one under its Message-ID only', async () => {
  const { faults, figures } = await mailKilled(SEED, KILLS);
  expect(faults).toEqual([]);
  // Else the kills fell where nothing was under way.
  expect(figures['repeats']).toBeGreaterThan(0);
}, 240_000);
