import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { castOf, type Cast } from '../access/cast.ts';
import { enterpriseOf, exceed, openCase } from '../access/scene.ts';
import { now } from '../subscription/push.ts';
import { demand, socket, subscribe, type Stream } from '../testkit/client.ts';
import { startRemote, type RemoteSystem } from '../testkit/system.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { within } from '../testkit/within.ts';

jest.setTimeout(300_000);

const SUBSCRIPTION = 'subscription ($after: String) { caseChanged(after: $after) { case { id } } }';
/** An audience of its own, which joins no other. */
const QUIET = 'subscription ($after: String) { caseChanged(after: $after) { case { id number } } }';
const OPEN_CASE = 'query ($id: ID!) { outlet(id: $id) { openCase { id } } }';

interface Changed {
  readonly caseChanged: { readonly case: { readonly id: string } };
}

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

  async function streamsOfCases(): Promise<number> {
    const pages = await Promise.all(system.metricsUrls.map(async (url) => (await fetch(url)).text()));
    return Number(pages.map((page) => /^ecogrid_cases_streams (\d+)$/m.exec(page)?.[1]).find(Boolean));
  }

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
    await eventually(ask, ({ outlet }) => outlet.openCase !== null, 60_000);
    await eventually(readiness, (lines) => lines.every((line) => line === 'ready\n'), 20_000);
    expect(await now(system, cast)).toEqual(expect.any(String));
  });

  test('subscriptions outlive a subgraph that starts again while NATS is away, without a gap, also one that had no event yet', async () => {
    const client = socket(system.url, cast.OPERATOR);
    const enterprise = await enterpriseOf(system, cast.ENTERPRISE_USER);
    const open = async (): Promise<string> => (await openCase(system, cast, enterprise)).caseId;
    const until = async (stream: Stream<Changed>, caseId: string): Promise<void> => {
      while ((await stream.next()).caseChanged.case.id !== caseId);
    };
    const busy = subscribe<Changed>(client, SUBSCRIPTION, { after: await now(system, cast) });
    await within(60_000, 'a push', until(busy, await open()));
    const quiet = subscribe<Changed>(client, QUIET);
    await eventually(streamsOfCases, (streams) => streams === 2, 20_000);
    await system.nats?.kill();
    await system.killAndRestart('cases');
    // The gateway finds the same: a new subscription is refused at once.
    expect(await refusalOfSubscription()).toMatchObject([{ extensions: { code: 'EVENTS_UNAVAILABLE' } }]);
    await system.nats?.restart();
    await eventually(readiness, (lines) => lines.every((line) => line === 'ready\n'), 60_000);
    const caseId = await open();
    await within(60_000, 'a push to each', Promise.all([busy, quiet].map((each) => until(each, caseId))));
    await client.dispose();
  });
});
