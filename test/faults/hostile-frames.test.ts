import { expect, test } from '@jest/globals';
import { hostileFrames } from '../fuzz/hostile-frames.ts';

/** A share of the 20,000 that `npm run fuzz` plays. */
const FRAMES = 2_000;

test('no frame of a subgraph or of a client ends the gateway, and nothing is left open', async () => {
  const { faults, figures } = await hostileFrames(7, FRAMES);
  expect(faults).toEqual([]);
  expect(figures['fromSubgraph']).toBeGreaterThanOrEqual(FRAMES);
  expect(figures['fromClients']).toBeGreaterThanOrEqual(FRAMES);
});
