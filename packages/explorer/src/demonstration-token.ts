import { join } from 'node:path';
import { demonstrationKeys, demonstrationToken } from '@ecogrid/identity';
import * as district from '@ecogrid/seed-district';

/** A demonstration token is for a day's trying. */
const TOKEN_SECONDS = 24 * 60 * 60;

export interface TokenWish {
  /** A role of the graph, in any case and with `-` or `_`: `grid-member`, or `bi`. */
  readonly role?: string | undefined;
  /** Only a person of the organization with this code. */
  readonly organizationCode?: string | undefined;
  /** Exactly the person with this personnel number. */
  readonly personNumber?: string | undefined;
  readonly seconds?: number | undefined;
}

/** A bearer token of the demonstration issuer for a person of the seed district. */
export async function tokenFor(wish: TokenWish, dataDirectory: string): Promise<string> {
  const keys = await demonstrationKeys(join(dataDirectory, 'keys'), 'issuer');
  const seconds = wish.seconds ?? TOKEN_SECONDS;
  if (roleName(wish.role) === 'BI')
    return demonstrationToken(keys, { kind: 'SERVICE', subject: 'bi' }, seconds);
  return demonstrationToken(keys, { kind: 'PERSON', subject: personFor(wish).id }, seconds);
}

/** Names that the banner and the README use beside the roles of the graph. */
const ROLE_NAMES: Readonly<Record<string, string>> = {
  DEPARTMENT: 'DEPARTMENT_STAFF',
  ENTERPRISE: 'ENTERPRISE_USER',
  STREET: 'STREET_STAFF',
};

function roleName(role: string | undefined): string | undefined {
  const name = role?.toUpperCase().replaceAll(/[- ]/g, '_');
  return name && (ROLE_NAMES[name] ?? name);
}

function personFor({ role, organizationCode, personNumber }: TokenWish): district.Person {
  const wanted = roleName(role);
  const holders = new Set(
    district.appointments.filter((each) => !wanted || each.role === wanted).map((each) => each.personNumber),
  );
  const fitting = district.people.filter(
    (each) =>
      holders.has(each.number) &&
      (!organizationCode || each.organizationCode === organizationCode) &&
      (!personNumber || each.number === personNumber),
  );
  // The operator of the demonstration is another person than its shift leader: the person with fewer roles comes first.
  const [person] = fitting.sort((one, other) => rolesOf(one).length - rolesOf(other).length);
  if (person) return person;
  throw new Error(`The seed district has no such person. ${tokenRoles()}`);
}

const rolesOf = ({ number }: district.Person): string[] =>
  district.appointments.filter(({ personNumber }) => personNumber === number).map(({ role }) => role);

/** The roles that a token can be made for, as a line of text. */
export function tokenRoles(): string {
  const roles = [...new Set(district.appointments.map((each) => each.role)), 'BI'];
  const short = Object.entries(ROLE_NAMES).map(([name, role]) => `${name} for ${role}`);
  return `Roles: ${roles.join(', ')}; also ${short.join(', ')}. Case does not matter, and - is as good as _.`;
}

/** The roles that `npm start` prints a token of and the explorer offers, one person each. */
export const DEMONSTRATION_ROLES: ReadonlyArray<
  TokenWish & { readonly name: string; readonly label: string }
> = [
  { name: 'operator', label: 'operator 坐席', role: 'OPERATOR' },
  { name: 'shift-leader', label: 'shift leader 值班长', role: 'SHIFT_LEADER' },
  {
    name: 'department',
    label: 'department 生态环境',
    role: 'DEPARTMENT_STAFF',
    organizationCode: 'DEPT-ENVIRONMENT',
  },
  { name: 'grid-head', label: 'grid head 网格长', role: 'GRID_HEAD' },
  { name: 'grid-member', label: 'grid member 网格员', role: 'GRID_MEMBER' },
  { name: 'supervisor', label: 'supervisor 监督员', role: 'SUPERVISOR' },
  { name: 'enterprise', label: 'enterprise 企业', role: 'ENTERPRISE_USER' },
  { name: 'post-supervision', label: 'post-supervision 后督察', role: 'POST_SUPERVISION' },
  { name: 'city', label: 'city 市级', role: 'CITY' },
  { name: 'assessor', label: 'assessor 考核', role: 'ASSESSOR' },
  { name: 'bi', label: 'BI service', role: 'BI' },
];
