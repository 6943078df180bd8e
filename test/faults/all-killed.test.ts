import { expect, test } from '@jest/globals';
import { allKilled } from '../soak/scenarios/all-killed.ts';

/** Its blows fall on cases and gateway together, then on MariaDB; NATS is killed in the share of `nats-killed`. */
const SEED = 20_261_239;
const KILLS = process.env['ECOGRID_TEST_MARIADB'] ? 3 : 2;

test('a graph whose processes and servers are killed while it dispatches loses and doubles no ticket, mail or reminder', async () => {
  const { faults, figures } = await allKilled(SEED, KILLS, false);
  expect(faults).toEqual([]);
  // Else the kills fell where nothing was under way.
  expect(figures['retried']).toBeGreaterThan(0);
}, 600_000);
