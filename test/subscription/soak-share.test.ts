import { describe, expect, jest, test } from '@jest/globals';
import { SHARE, scenarios } from '../soak/soak.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { systems } from '../testkit/systems.ts';

jest.setTimeout(60_000);

const SEED = 20_261_123;

describe('a share of the soak', () => {
  const [[, system]] = systems() as [[string, SystemAddress]];
  const all = scenarios(system, SEED, SHARE);

  test.each([
    ['disconnects', 'lose and repeat no ticket'],
    ['cycles', 'of subscribing and leaving leave nothing behind'],
    ['expiring', 'tokens receive nothing after their end'],
    ['paused', 'clients cost bounded memory, and others do not notice'],
  ])(
    '%s %s',
    async (name) => {
      expect((await all[name]?.())?.faults).toEqual([]);
    },
    120_000,
  );
});
