import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { SHARE, scenarios } from '../soak/soak.ts';
import { startRemote, type RemoteSystem, type SystemAddress } from '../testkit/system.ts';
import { inTurn, systems } from '../testkit/systems.ts';
import { schemasFor } from '../testkit/systems.setup.ts';

jest.setTimeout(300_000);

const SEED = 20_261_123;
const server = process.env['ECOGRID_TEST_MARIADB'];

/** On a system that other files of the run share. */
const ON_SHARED = [
  ['disconnects', 'lose and repeat no ticket'],
  ['rights', 'that are taken or moved stop a socket'],
];
/** On systems of their own. */
const ON_OWN = [
  ['disconnects-remote', 'lose and repeat no ticket, resumed at any of two gateways'],
  ['cycles', 'of subscribing and leaving leave nothing behind'],
  ['expiring', 'tokens receive nothing after their end'],
  ['paused', 'clients cost bounded memory, and others do not notice'],
  ['rights-remote', 'that are taken or moved stop a socket of a gateway that has to ask'],
  ['nats-killed', 'and restarted under load loses and repeats nothing'],
  ['gateway-killed', 'and its clients resumed on the other: no gap'],
];

describe('a share of the soak', () => {
  const [system] = systems();
  let own: Promise<RemoteSystem> | undefined;
  const remote = (): Promise<RemoteSystem> =>
    (own ??= (async () => startRemote(server ? { databaseUrl: await schemasFor(server) } : {}))());
  const all = scenarios({ embedded: () => Promise.resolve(system as SystemAddress), remote }, SEED, SHARE);
  const hasNats = process.env['ECOGRID_TEST_NATS'] !== undefined;
  const needsNats = new Set(['disconnects-remote', 'rights-remote', 'nats-killed', 'gateway-killed']);

  afterAll(async () => (await own)?.stop());

  const isWhole = async (name: string): Promise<void> => {
    if (needsNats.has(name) && !hasNats) return;
    expect((await all[name]?.())?.faults).toEqual([]);
  };

  describe('on a shared system', () => {
    inTurn(system?.name ?? '');
    test.each(ON_SHARED)('%s %s', isWhole);
  });

  describe('on a system of its own', () => {
    test.each(ON_OWN)('%s %s', isWhole);
  });

  test('takes every scenario', () => {
    expect([...ON_SHARED, ...ON_OWN].map(([name]) => name).sort()).toEqual(Object.keys(all).sort());
  });
});
