import { DISTRICT_CODE, streets } from './divisions.ts';
import { enterprises } from './enterprises.ts';
import { unitGrids } from './grids.ts';
import {
  CITY_SUPERIOR,
  departmentCodes,
  ENTERPRISE_CONTACTS,
  POST_SUPERVISION_GROUP,
  PROVINCE_SUPERIOR,
  ZONE_PLATFORM,
} from './organizations.ts';
import { itemAt, range } from './records.ts';

/** The roles of a person, as the actor names them. */
export type Role =
  | 'OPERATOR'
  | 'SHIFT_LEADER'
  | 'GRID_HEAD'
  | 'GRID_MEMBER'
  | 'SUPERVISOR'
  | 'DEPARTMENT_STAFF'
  | 'STREET_STAFF'
  | 'ENTERPRISE_USER'
  | 'POST_SUPERVISION'
  | 'CITY'
  | 'PROVINCE'
  | 'ASSESSOR'
  | 'ADMINISTRATOR';

/** The place of one person: people and appointments are both read off the roster, so they cannot disagree. */
export interface Post {
  readonly roles: readonly Role[];
  readonly organizationCode: string;
  readonly gridCode: string | null;
  readonly enterpriseCreditCode: string | null;
  /** Supervisors 监督员 are residents: they are reached by phone only. */
  readonly hasEmail: boolean;
}

function posts(
  count: number,
  role: Role,
  organizationCode: string,
  gridCode: string | null,
): readonly Post[] {
  const post = { organizationCode, gridCode, enterpriseCreditCode: null, hasEmail: role !== 'SUPERVISOR' };
  return range(count).map(() => ({ ...post, roles: [role] }));
}

/** 9 名坐席; three of them file and close as shift leaders 值班长: one for each shift of the day. */
const operators = posts(9, 'OPERATOR', ZONE_PLATFORM, DISTRICT_CODE).map((post, index): Post =>
  index % 3 === 0 ? { ...post, roles: ['OPERATOR', 'SHIFT_LEADER'] } : post,
);

const heads = streets.flatMap(({ code }) => posts(1, 'GRID_HEAD', `PLATFORM-${code}`, code));

const members = unitGrids.flatMap((grid) =>
  posts(1, 'GRID_MEMBER', grid.responsibleOrganizationCode, grid.code),
);

/** 11 for each street: three in its first unit grid, two in each of the others. */
const supervisors = unitGrids.flatMap((grid, index) =>
  posts(index % 5 === 0 ? 3 : 2, 'SUPERVISOR', grid.responsibleOrganizationCode, grid.code),
);

const STREET_STAFF = [5, 5, 4, 4, 4];
const streetStaff = streets.flatMap(({ code }, index) =>
  posts(itemAt(STREET_STAFF, index), 'STREET_STAFF', `STREET-${code}`, code),
);

const departmentStaff = departmentCodes.flatMap((code) => posts(2, 'DEPARTMENT_STAFF', code, null));

/** The first enterprise of each street has a user of the graph. */
const enterpriseUsers = enterprises.slice(0, 5).flatMap(({ creditCode }) =>
  posts(1, 'ENTERPRISE_USER', ENTERPRISE_CONTACTS, null).map((post) => ({
    ...post,
    enterpriseCreditCode: creditCode,
  })),
);

/** All 145 posts; a person's number follows the position, so append and never insert. */
export const roster: readonly Post[] = [
  ...operators,
  ...heads,
  ...members,
  ...supervisors,
  ...streetStaff,
  ...departmentStaff,
  ...posts(3, 'POST_SUPERVISION', POST_SUPERVISION_GROUP, DISTRICT_CODE),
  ...posts(1, 'CITY', CITY_SUPERIOR, DISTRICT_CODE),
  ...posts(1, 'PROVINCE', PROVINCE_SUPERIOR, DISTRICT_CODE),
  ...posts(2, 'ASSESSOR', ZONE_PLATFORM, DISTRICT_CODE),
  ...enterpriseUsers,
  ...posts(1, 'ADMINISTRATOR', ZONE_PLATFORM, null),
];

/** The number of the person at a position of the roster: `P0001` is the first. */
export const personNumberAt = (index: number): string => `P${String(index + 1).padStart(4, '0')}`;
