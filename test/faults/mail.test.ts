import { expect, test } from '@jest/globals';
import { mailKilled } from '../soak/scenarios/mail-killed.ts';

/** Its two blows: a mail cut before its answer, and one soon after a dispatch was sent. */
const SEED = 20_261_162;
const KILLS = 2;

test('a graph that is killed over its dispatches loses no mail, and repeats one under its Message-ID only', async () => {
  const { faults, figures } = await mailKilled(SEED, KILLS);
  expect(faults).toEqual([]);
  // Else the kills fell where nothing was under way.
  expect(figures['repeats']).toBeGreaterThan(0);
}, 240_000);
