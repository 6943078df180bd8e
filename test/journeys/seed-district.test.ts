import { expect, test } from '@jest/globals';
import { demand, token } from '../testkit/client.ts';
import { everyMode, onSystems } from '../testkit/systems.ts';

interface Connection {
  readonly edges: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Every count of the newspaper report, asked of the composed graph by walking its pages. */
const COUNTS: ReadonlyArray<readonly [what: string, field: string, count: number]> = [
  ['operators 坐席', 'people(role: OPERATOR', 9],
  ['grid heads 网格长', 'people(role: GRID_HEAD', 5],
  ['grid members 专职网格员', 'people(role: GRID_MEMBER', 25],
  ['supervisors 环保监督员', 'people(role: SUPERVISOR', 55],
  ['street-office staff', 'people(role: STREET_STAFF', 22],
  ['grids of streets', 'grids(level: 3', 5],
  ['unit grids', 'grids(level: 4', 25],
  ['terminals 移动终端', 'assets(kind: TERMINAL', 25],
  ['patrol vehicles 巡查载具', 'assets(kind: PATROL_VEHICLE', 25],
  ['enterprises under video', 'enterprises(videoPurpose: KEY_SOURCE', 53],
  ['enterprises monitored online', 'enterprises(isOnlineMonitored: true', 32],
  ['enterprises with hazardous-waste video', 'enterprises(videoPurpose: HAZARDOUS_WASTE', 36],
  ['trainings', 'trainings(', 6],
];

onSystems(everyMode)('the seed district, %s', (_name, { url, dataDirectory }) => {
  async function count(field: string, bearer: string): Promise<number> {
    let found = 0;
    let after: string | null = null;
    do {
      const query = `query ($after: String) { list: ${field}${field.endsWith('(') ? '' : ', '}first: 20, after: $after) { edges { cursor } pageInfo { hasNextPage endCursor } } }`;
      const { list }: { list: Connection } = await demand(url, bearer, query, { after });
      found += list.edges.length;
      after = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
    } while (after);
    return found;
  }

  test.each(COUNTS)('has its %s', async (_what, field, expected) => {
    expect(await count(field, await token(dataDirectory, { role: 'OPERATOR' }))).toBe(expected);
  });

  test('has one platform of level 2, five of level 3 under it, and five streets of the district', async () => {
    const { organizations, division } = await demand<{
      organizations: {
        edges: Array<{ node: { platformLevel: number; parent: { platformLevel: number | null } } }>;
      };
      division: { children: Array<{ name: string }> };
    }>(
      url,
      undefined,
      '{ organizations(kind: PLATFORM, first: 50) { edges { node { platformLevel parent { platformLevel } } } } division(code: "370871") { children { name } } }',
    );
    const levels = organizations.edges.map(({ node }) => [node.platformLevel, node.parent.platformLevel]);
    expect(levels.sort()).toEqual([[2, null], ...Array.from({ length: 5 }, () => [3, 2])]);
    expect(division.children.map(({ name }) => name)).toEqual([
      '洸河街道',
      '柳行街道',
      '接庄街道',
      '王因街道',
      '黄屯街道',
    ]);
  });

  test('has 52 trainees: 25 members, 5 heads and 22 of the street offices', async () => {
    const { trainings } = await demand<{
      trainings: {
        edges: Array<{ node: { attendances: { edges: Array<{ node: { person: { number: string } } }> } } }>;
      };
    }>(
      url,
      await token(dataDirectory, { role: 'ASSESSOR' }),
      '{ trainings(first: 10) { edges { node { attendances(first: 200) { edges { node { person { number } } } } } } } }',
    );
    const trainees = trainings.edges.flatMap(({ node }) =>
      node.attendances.edges.map(({ node: { person } }) => person.number),
    );
    expect(new Set(trainees).size).toBe(52);
  });

  test('has seven campaigns, and four named documents that every actor may read', async () => {
    const { campaigns } = await demand<{ campaigns: unknown[] }>(
      url,
      await token(dataDirectory, { role: 'OPERATOR' }),
      '{ campaigns { code } }',
    );
    const { documents } = await demand<{ documents: Array<{ code: string }> }>(
      url,
      undefined,
      '{ documents { code } }',
    );
    expect(campaigns).toHaveLength(7);
    // Other files publish documents of their own on this system.
    const codes = ['DOC-PLAN', 'DOC-SCORING_MEASURES', 'DOC-HANDBOOK', 'DOC-RULES_COMPILATION'];
    expect(documents.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
  });
});
