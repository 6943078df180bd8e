import { beforeAll, expect, test } from '@jest/globals';
import { ask } from '../testkit/client.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { onSystems } from '../testkit/systems.ts';
import { CALLERS, STRANGERS, castOf, type Cast, type Member } from './cast.ts';
import { THINGS, type Door, type Thing } from './rows.table.ts';
import { setScene, type Scene } from './scene.ts';

const ALL_MEMBERS: readonly Member[] = [...CALLERS, ...STRANGERS];

onSystems()('one rule behind every door, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let scene: Scene;
  beforeAll(async () => {
    cast = await castOf(system);
    scene = await setScene(system, cast);
  });

  /** Whether the thing's id is in the answer; nothing of a way's own ids is selected. */
  async function sees(member: Member, { query }: Door, thing: Thing): Promise<boolean> {
    const { enterprise, ...ids } = scene;
    const variables = { ...ids, enterpriseId: enterprise.id, creditCode: enterprise.creditCode };
    const { data, errors } = await ask(system.url, cast[member], query, declared(query, variables));
    if (errors) throw new Error(`${member}: ${JSON.stringify(errors)}`);
    return JSON.stringify(data).includes(thing.id(scene));
  }

  const rows = THINGS.flatMap((thing) =>
    thing.doors.map((door) => [thing.name, door.path, thing, door] as const),
  );

  test.each(rows)('%s by %s', async (_thing, _path, thing, door) => {
    const looked = await Promise.all(
      ALL_MEMBERS.map(async (member) => [member, await sees(member, door, thing)] as const),
    );
    const seen = looked.filter(([, found]) => found).map(([member]) => member);
    const through = door.through ?? ALL_MEMBERS;
    expect(seen.sort()).toEqual(thing.seenBy.filter((member) => through.includes(member)).sort());
  });

  test.each(['DEPARTMENT_STAFF', 'ENTERPRISE_USER'] as const)(
    'the case shows a %s neither the reporter nor the notes of others',
    async (member) => {
      const query = `query ($id: ID!) { case(id: $id) { number
        reports { edges { node { reporter { number } } } }
        creditedReport { reporter { number } }
        history { edges { node { note person { number } } } }
        latestHistory { note person { number } } } }`;
      const { data, errors } = await ask(system.url, cast[member], query, { id: scene.caseId });
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        case: {
          number: scene.caseNumber,
          reports: { edges: [] },
          creditedReport: null,
          history: { edges: [] },
          latestHistory: [],
        },
      });
    },
  );

  test('the register shows the public the name of an enterprise, and no field of its site', async () => {
    const query =
      'query ($id: ID!) { enterprise(id: $id) { name address phone position { longitude } grid { code } } }';
    const { data } = await ask(system.url, undefined, query, { id: scene.enterprise.id });
    expect(data).toEqual({
      enterprise: { name: expect.any(String), address: null, phone: null, position: null, grid: null },
    });
  });
});

/** Only the variables that the operation declares. */
function declared(query: string, variables: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => query.includes(`$${name}:`)));
}
