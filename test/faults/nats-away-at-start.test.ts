import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { castOf, type Cast } from '../access/cast.ts';
import { enterpriseOf, exceed, openCase } from '../access/scene.ts';
import { now } from '../subscription/push.ts';
import { demand, socket, subscribe } from '../testkit/client.ts';
import { startRemote, type RemoteSystem } from '../testkit/system.ts';
import { eventually, within } from '../testkit/within.ts';

jest.setTimeout(300_000);

const SUBSCRIPTION = 'subscription ($after: String) { caseChanged(after: $after) { cursor } }';
const OPEN_CASE = 'query ($id: ID!) { outlet(id: $id) { openCase { id } } }';

interface Outlet {
  readonly outlet: { readonly openCase: { readonly id: string } | null };
}

const hasNats = process.env['ECOGRID_TEST_NATS'] !== undefined;

(hasNats ? describe : describe.skip)('while NATS is not there yet', () => {
  let system: RemoteSystem;
  let cast: Cast;
  beforeAll(async () => {
    system = await startRemote({ isNatsAway: true });
    cast = await castOf(system);
  });
  afterAll(() => system.stop());

  const readiness = (): Promise<readonly string[]> =>
    Promise.all(
      system.metricsUrls.map(async (url) => (await fetch(url.replace('/metrics', '/ready'))).text()),
    );

  async function refusalOfSubscription(): Promise<unknown> {
    const client = socket(system.url, cast.OPERATOR);
    const refusal = await within(120_000, 'a refusal', subscribe(client, SUBSCRIPTION).ended);
    await client.dispose();
    return refusal;
  }

  test('subgraphs serve, say that they are degraded, refuse subscriptions, and lose no event', async () => {
    const said = await readiness();
    expect(said).toEqual(said.map(() => expect.stringMatching(/^ready\nNATS cannot be reached/)));
    expect(await refusalOfSubscription()).toMatchObject([{ extensions: { code: 'EVENTS_UNAVAILABLE' } }]);
    const { device } = await exceed(system, cast, cast.ENTERPRISE_USER);
    const { id } = device.monitorPoint.outlet;
    const ask = (): Promise<Outlet> => demand<Outlet>(system.url, cast.OPERATOR, OPEN_CASE, { id });
    expect((await ask()).outlet.openCase).toBeNull();
    await system.nats?.restart();
    // The event of the one subgraph has become a case of the other.
    await eventually(60_000, ask, ({ outlet }) => outlet.openCase !== null);
    await eventually(20_000, readiness, (lines) => lines.every((line) => line === 'ready\n'));
    expect(await now(system, cast)).toEqual(expect.any(String));
  });

  test('once it is there, a subscription that had no event yet outlives its subgraph, without a gap', async () => {
    const client = socket(system.url, cast.OPERATOR);
    const stream = subscribe(client, SUBSCRIPTION);
    const streams = async (): Promise<boolean> => {
      const pages = await Promise.all(system.metricsUrls.map(async (url) => (await fetch(url)).text()));
      return pages.some((page) => /^ecogrid_cases_streams 1$/m.test(page));
    };
    await eventually(20_000, streams, Boolean);
    await system.killAndRestart('cases');
    await openCase(system, cast, await enterpriseOf(system, cast.ENTERPRISE_USER));
    expect(await within(60_000, 'a push', stream.next())).toMatchObject({
      caseChanged: { cursor: expect.any(String) },
    });
    await client.dispose();
  });
});
