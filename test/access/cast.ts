import { demand, token } from '../testkit/client.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { bearer } from './badges.ts';

/** The callers: each role of the graph, and a caller without a token. */
export const CALLERS = [
  'OPERATOR',
  'SHIFT_LEADER',
  'GRID_HEAD',
  'GRID_MEMBER',
  'SUPERVISOR',
  'DEPARTMENT_STAFF',
  'STREET_STAFF',
  'ENTERPRISE_USER',
  'POST_SUPERVISION',
  'CITY',
  'PROVINCE',
  'ASSESSOR',
  'BI',
  'ADMINISTRATOR',
  'PUBLIC',
] as const;
export type Caller = (typeof CALLERS)[number];

/** Those whose sight ends somewhere, once more, on the far side of that end. */
export const STRANGERS = [
  'OTHER_HEAD',
  'OTHER_MEMBER',
  'OTHER_SUPERVISOR',
  'OTHER_DEPARTMENT',
  'OTHER_STREET_STAFF',
  'OTHER_ENTERPRISE',
] as const;
export type Stranger = (typeof STRANGERS)[number];
export type Member = Caller | Stranger;

/** The scene lies in the first unit grid of the first street; personnel numbers of the seed never change. */
const NUMBERS: Readonly<Record<Exclude<Member, 'BI' | 'PUBLIC'>, string>> = {
  OPERATOR: 'P0002',
  SHIFT_LEADER: 'P0001', // 值班长: an operator with the further permission
  GRID_HEAD: 'P0010',
  GRID_MEMBER: 'P0015',
  SUPERVISOR: 'P0040',
  STREET_STAFF: 'P0095',
  DEPARTMENT_STAFF: 'P0117',
  POST_SUPERVISION: 'P0133',
  CITY: 'P0136',
  PROVINCE: 'P0137',
  ASSESSOR: 'P0138',
  ENTERPRISE_USER: 'P0140',
  ADMINISTRATOR: 'P0145',
  OTHER_HEAD: 'P0011', // the next street
  OTHER_MEMBER: 'P0016', // the next grid of the same street
  OTHER_SUPERVISOR: 'P0041', // of the same grid, but not the reporter
  OTHER_STREET_STAFF: 'P0100', // the next street
  OTHER_DEPARTMENT: 'P0119', // has no ticket
  OTHER_ENTERPRISE: 'P0141',
};

/** Bearer tokens by member; the public has none. */
export type Cast = Readonly<Record<Member, string | undefined>>;

/** The ids behind personnel numbers, asked of the graph. */
async function idsOf(system: SystemAddress, asker: string): Promise<Record<string, { id: string }>> {
  const fields = Object.values(NUMBERS).map((number) => `${number}: person(number: "${number}") { id }`);
  // A document may ask so many root fields; half of the cast is well below.
  const half = Math.ceil(fields.length / 2);
  const pages = await Promise.all(
    [fields.slice(0, half), fields.slice(half)].map((some) =>
      demand<Record<string, { id: string }>>(system.url, asker, `{ ${some.join(' ')} }`),
    ),
  );
  return Object.assign({}, ...pages) as Record<string, { id: string }>;
}

export async function castOf(system: SystemAddress): Promise<Cast> {
  const BI = await bearer(system, { kind: 'SERVICE', subject: 'bi' });
  const ids = await idsOf(system, await token(system.dataDirectory, { role: 'SHIFT_LEADER' }));
  const tokens = Object.entries(NUMBERS).map(async ([member, number]) => {
    const subject = ids[number]?.id;
    if (!subject) throw new Error(`The seed district has no ${number}`);
    return [member, await bearer(system, { subject })] as const;
  });
  return { ...(Object.fromEntries(await Promise.all(tokens)) as Cast), BI, PUBLIC: undefined };
}
