import { expect, test } from '@jest/globals';
import { allKilled } from '../soak/scenarios/all-killed.ts';

/** Its blows fall on cases and gateway together, on MariaDB and on NATS. */
const SEED = 20_261_239;
const KILLS = 4;

test('a graph whose processes and servers are killed while it dispatches loses and doubles no ticket, mail or reminder', async () => {
  const { faults, figures } = await allKilled(SEED, KILLS);
  expect(faults).toEqual([]);
  // Else the kills fell where nothing was under way.
  expect(figures['retried']).toBeGreaterThan(0);
}, 600_000);
