import { beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { exportJWK, generateKeyPair } from 'jose';
import { WebSocket } from 'ws';
import { demand } from '../testkit/client.ts';
import { SUBGRAPHS, type SystemAddress } from '../testkit/system.ts';
import { onSystems, remote } from '../testkit/systems.ts';
import { PUBLIC_ACTOR, actorToken, right, subgraphUrl, type ActorStatement } from './badges.ts';
import { castOf, type Cast } from './cast.ts';
import { setScene, type Scene } from './scene.ts';

type Subgraph = (typeof SUBGRAPHS)[number];

const QUESTIONS = {
  'the name of a type': '{ __typename }',
  'its schema': '{ _service { sdl } }',
  entities: '{ _entities(representations: []) { __typename } }',
  'a text that is no GraphQL': 'not a query',
};
const REFUSAL = expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNAUTHENTICATED' }) });
const staff = (role: string, organizationCode: string): ActorStatement => ({
  ...PUBLIC_ACTOR,
  kind: 'PERSON',
  id: '00000000-0000-7000-8000-00000000abcd',
  rights: [right(role, { organization: organizationCode })],
});

/** Keys of things that the scene does not name. */
const KEYS = `{
  people(first: 1) { edges { node { id appointments { id } } } } assets(first: 1) { edges { node { id } } }
  cameras(first: 1) { edges { node { id } } } periods { code } ruleSets { id rules { id } }
  scoreEntries(first: 1, subjectCode: "DEPT-HOUSING") { edges { node { id } } }
}`;
interface Keyed {
  readonly id: string;
  readonly appointments?: readonly Keyed[];
}
interface Page {
  readonly edges: readonly [{ readonly node: Keyed }];
}
interface Found {
  readonly people: Page;
  readonly assets: Page;
  readonly cameras: Page;
  readonly scoreEntries: Page;
  readonly periods: ReadonlyArray<{ readonly code: string }>;
  readonly ruleSets: ReadonlyArray<Keyed & { readonly rules: readonly Keyed[] }>;
}
const firstOf = ({ edges: [{ node }] }: Page): { id: string } => ({ id: node.id });

onSystems(remote)('a subgraph answers only the gateway, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let scene: Scene;
  let strangers: Record<string, string | undefined>;
  const urls = new Map<Subgraph, string>();
  const addressOf = (subgraph: Subgraph, path = '/graphql'): string =>
    (urls.get(subgraph) ?? '').replace('/graphql', path);

  /** All credentials that a caller other than the gateway could have. */
  async function strangersOf(subgraph: Subgraph): Promise<Record<string, string | undefined>> {
    const elsewhere = subgraph === 'grids' ? 'cases' : 'grids';
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    return {
      'no token': undefined,
      'a bearer token of a shift leader': cast.SHIFT_LEADER,
      'a statement for another subgraph': await actorToken(system, { audience: elsewhere }),
      'a statement that has expired': await actorToken(system, { audience: subgraph, seconds: -1 }),
      'a statement signed with another key': await actorToken(system, {
        audience: subgraph,
        key: await exportJWK(privateKey),
      }),
      'no token at all': 'nonsense',
    };
  }

  beforeAll(async () => {
    for (const name of SUBGRAPHS) urls.set(name, await subgraphUrl(system, name));
    cast = await castOf(system);
    scene = await setScene(system, cast);
  });

  const post = (url: string, token: string | undefined, body: object): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });

  describe.each(SUBGRAPHS)('%s', (subgraph) => {
    beforeAll(async () => (strangers = await strangersOf(subgraph)));

    test.each(Object.entries(QUESTIONS))('tells no stranger %s', async (_what, query) => {
      for (const [stranger, token] of Object.entries(strangers)) {
        const answer = await post(addressOf(subgraph), token, { query });
        expect([stranger, answer.status, await answer.json()]).toEqual([
          stranger,
          401,
          { errors: [REFUSAL] },
        ]);
      }
    });

    test('answers a statement made out to it, or the refusals would prove nothing', async () => {
      const token = await actorToken(system, { audience: subgraph });
      const answer = await post(addressOf(subgraph), token, { query: '{ _service { sdl } }' });
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('@key')]);
    });

    test('does not show a stranger the rights of a principal', async () => {
      for (const [stranger, token] of Object.entries(strangers)) {
        const answer = await post(addressOf(subgraph, '/actor'), token, { kind: 'SERVICE', subject: 'bi' });
        const expected = subgraph === 'grids' ? 401 : 404;
        expect([stranger, answer.status]).toEqual([stranger, expected]);
      }
    });
  });

  /** The fields of one entity, or null when the subgraph shows none. */
  async function entity(
    subgraph: Subgraph,
    actor: ActorStatement,
    type: string,
    key: object,
    field: string,
  ): Promise<unknown> {
    const token = await actorToken(system, { audience: subgraph, actor });
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${field} } } }`;
    const answer = await post(addressOf(subgraph), token, {
      query,
      variables: { of: [{ __typename: type, ...key }] },
    });
    const { data } = (await answer.json()) as { data: { _entities: [unknown] } };
    return data._entities[0];
  }

  test('shows each entity to those who may see its row, and null to the others', async () => {
    const housing = staff('DEPARTMENT_STAFF', 'DEPT-HOUSING');
    const urban = staff('DEPARTMENT_STAFF', 'DEPT-URBAN_MANAGEMENT');
    const operator = staff('OPERATOR', 'PLATFORM-370871');
    const { caseId, ticketId, reportId, exceedanceId, reading, deviceId, pointId, outletId } = scene;
    const { registerChangeId, episodeId } = scene;
    const found = await demand<Found>(system.url, cast.ASSESSOR, KEYS);
    const [camera, person, asset, entry] = [
      found.cameras,
      found.people,
      found.assets,
      found.scoreEntries,
    ].map(firstOf);
    const [appointment] = found.people.edges[0].node.appointments ?? [];
    const rows = [
      ['grids', 'Person', person, 'name', operator, PUBLIC_ACTOR],
      ['grids', 'Appointment', appointment, 'role', operator, PUBLIC_ACTOR],
      ['grids', 'Asset', asset, 'code', operator, PUBLIC_ACTOR],
      ['assessment', 'ScoreEntry', entry, 'ruleCode', housing, urban],
      ['assessment', 'RuleSet', found.ruleSets[0], 'code', operator, PUBLIC_ACTOR],
      ['assessment', 'ScoringRule', found.ruleSets[0]?.rules[0], 'code', operator, PUBLIC_ACTOR],
      ['assessment', 'TrainingSession', { code: 'TRAINING-1' }, 'title', operator, PUBLIC_ACTOR],
      ['assessment', 'Period', found.periods[0], 'code', operator, PUBLIC_ACTOR],
      ['enterprises', 'Camera', camera, 'name', operator, PUBLIC_ACTOR],
      ['cases', 'Case', { id: caseId }, 'number', housing, urban],
      ['cases', 'Ticket', { id: ticketId }, 'number', housing, urban],
      ['cases', 'Report', { id: reportId }, 'description', operator, housing],
      ['enterprises', 'Exceedance', { id: exceedanceId }, 'value', operator, PUBLIC_ACTOR],
      ['enterprises', 'Episode', { id: episodeId }, 'peak', operator, PUBLIC_ACTOR],
      ['enterprises', 'Reading', reading, 'value', operator, PUBLIC_ACTOR],
      ['enterprises', 'Device', { id: deviceId }, 'mn', operator, housing],
      ['enterprises', 'MonitorPoint', { id: pointId }, 'code', operator, PUBLIC_ACTOR],
      ['enterprises', 'Outlet', { id: outletId }, 'code', operator, PUBLIC_ACTOR],
      ['enterprises', 'RegisterChange', { id: registerChangeId }, 'state', operator, PUBLIC_ACTOR],
    ] as const;
    for (const [subgraph, type, key, field, may, mayNot] of rows) {
      const shown = await entity(subgraph, may, type, key ?? {}, field);
      const hidden = await entity(subgraph, mayNot, type, key ?? {}, field);
      expect([type, shown, hidden]).toEqual([type, { [field]: expect.any(String) }, null]);
    }
  });

  /** Subscribes as the gateway does, each operation with its own statement. @returns the first that comes, of either kind. */
  async function first(
    subgraph: Subgraph,
    query: string,
    token?: string,
  ): Promise<{ data?: unknown; errors?: unknown }> {
    const client = createClient({
      url: addressOf(subgraph).replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    try {
      const variables = { after: scene.caseCursor };
      const results = client.iterate({
        query,
        variables,
        ...(token && { extensions: { actorToken: token } }),
      });
      const { value } = (await results.next()) as { value: { data?: unknown; errors?: unknown } };
      await results.return?.();
      return value;
    } catch (errors) {
      return { errors };
    } finally {
      await client.dispose();
    }
  }

  const WATCH = 'subscription ($after: String) { caseChanged(after: $after) { cursor case { number } } }';

  test('pushes nothing to a stranger on its socket', async () => {
    for (const [stranger, token] of Object.entries(await strangersOf('cases'))) {
      const { data, errors } = await first('cases', WATCH, token);
      expect([stranger, data ?? null]).toEqual([stranger, null]);
      expect([stranger, errors]).toEqual([stranger, [REFUSAL]]);
    }
  });

  test('answers no query on its socket, for any caller', async () => {
    const token = await actorToken(system, {
      audience: 'cases',
      actor: staff('OPERATOR', 'PLATFORM-370871'),
    });
    const { data, errors } = await first('cases', '{ cases { edges { cursor } } }', token);
    expect([data ?? null, errors]).toEqual([null, expect.anything()]);
  });

  test('pushes to a statement made out to it, or the silence would prove nothing', async () => {
    const token = await actorToken(system, {
      audience: 'cases',
      actor: staff('OPERATOR', 'PLATFORM-370871'),
    });
    const { data } = await first('cases', WATCH, token);
    expect(data).toMatchObject({ caseChanged: { case: { number: expect.any(String) } } });
  });
});
