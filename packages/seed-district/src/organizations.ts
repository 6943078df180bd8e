import { DISTRICT_CODE, streets } from './divisions.ts';
import { seedId } from './identifiers.ts';
import { sealed, unassignedLandline } from './records.ts';

/** ENTERPRISE_GROUP gathers the contacts of supervised enterprises, who belong to no authority. */
export type OrganizationKind =
  'PLATFORM' | 'DEPARTMENT' | 'STREET_OFFICE' | 'POST_SUPERVISION' | 'SUPERIOR' | 'ENTERPRISE_GROUP';

/** An organization that can hold people or receive tickets 转办件. */
export interface Organization {
  readonly id: string;
  /** Stable ASCII code, such as `PLATFORM-370871`, `DEPT-HOUSING`, `STREET-370871001`. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly shortName: string;
  readonly kind: OrganizationKind;
  /**
   * docs/domain.md rows 2-6: 2 the zone's platform 二级平台, 3 a street's 三级平台; null for an organization that is no
   * platform.
   */
  readonly platformLevel: 2 | 3 | null;
  readonly parentCode: string | null;
  readonly divisionCode: string;
  /** Domain `ecogrid.example` (RFC 2606): mail to it is not delivered. */
  readonly email: string;
  /** `0537-` and seven digits of a range that is never assigned. */
  readonly phone: string;
}

type Row = Omit<Organization, 'id' | 'email' | 'phone'>;

export const ZONE_PLATFORM = `PLATFORM-${DISTRICT_CODE}`;
export const POST_SUPERVISION_GROUP = `POST-SUPERVISION-${DISTRICT_CODE}`;
export const ENTERPRISE_CONTACTS = `ENTERPRISES-${DISTRICT_CODE}`;
export const PROVINCE_SUPERIOR = 'SUPERIOR-370000';
export const CITY_SUPERIOR = 'SUPERIOR-370800';

const inZone = { divisionCode: DISTRICT_CODE, parentCode: ZONE_PLATFORM, platformLevel: null };

const upper: readonly Row[] = [
  {
    code: PROVINCE_SUPERIOR,
    name: '山东省生态环境主管部门',
    nameEn: 'Provincial environmental authority',
    shortName: '省级',
    kind: 'SUPERIOR',
    platformLevel: null,
    parentCode: null,
    divisionCode: '370000',
  },
  {
    code: CITY_SUPERIOR,
    name: '济宁市生态环境主管部门',
    nameEn: 'Municipal environmental authority',
    shortName: '市级',
    kind: 'SUPERIOR',
    platformLevel: null,
    parentCode: PROVINCE_SUPERIOR,
    divisionCode: '370800',
  },
  {
    code: ZONE_PLATFORM,
    name: '济宁高新区网格化环境监管综合平台',
    nameEn: 'Grid supervision platform of the Jining High-tech Zone',
    shortName: '二级平台',
    kind: 'PLATFORM',
    platformLevel: 2,
    parentCode: CITY_SUPERIOR,
    divisionCode: DISTRICT_CODE,
  },
];

const DEPARTMENTS = [
  ['HOUSING', '住房和城乡建设部门', 'Housing and construction', '住建'],
  ['URBAN_MANAGEMENT', '城市管理部门', 'Urban management', '城管'],
  ['AGRICULTURE', '农业农村部门', 'Agriculture and rural affairs', '农业农村'],
  ['WATER', '水利部门', 'Water resources', '水利'],
  ['MARKET', '市场监督管理部门', 'Market supervision', '市场监管'],
  ['POLICE', '公安部门', 'Public security', '公安'],
  ['EMERGENCY', '应急管理部门', 'Emergency management', '应急'],
  ['ENVIRONMENT', '环保分局', 'Environmental protection branch', '生态环境'],
] as const;

const departments = DEPARTMENTS.map(([key, name, nameEn, shortName]): Row => ({
  ...inZone,
  code: `DEPT-${key}`,
  name: `济宁高新区${name}`,
  nameEn,
  shortName,
  kind: 'DEPARTMENT',
}));

const groups: readonly Row[] = [
  {
    ...inZone,
    code: POST_SUPERVISION_GROUP,
    name: '济宁高新区环境问题后督察组',
    nameEn: 'Post-supervision group',
    shortName: '后督察组',
    kind: 'POST_SUPERVISION',
  },
  {
    ...inZone,
    code: ENTERPRISE_CONTACTS,
    name: '济宁高新区受监管企业联系人',
    nameEn: 'Contacts of supervised enterprises',
    shortName: '企业联系人',
    kind: 'ENTERPRISE_GROUP',
  },
];

const ofStreets = streets.flatMap(({ code, name, nameEn }): readonly Row[] => [
  {
    code: `PLATFORM-${code}`,
    name: `${name}网格化环境监管平台`,
    nameEn: `Grid supervision platform of ${nameEn}`,
    shortName: `${name}平台`,
    kind: 'PLATFORM',
    platformLevel: 3,
    parentCode: ZONE_PLATFORM,
    divisionCode: code,
  },
  {
    ...inZone,
    code: `STREET-${code}`,
    name: `${name}办事处`,
    nameEn: `${nameEn} office`,
    shortName: name,
    kind: 'STREET_OFFICE',
    divisionCode: code,
  },
]);

/** Every organization, parents before children: 1 + 5 platforms, 8 departments, 5 street offices, 2 superiors, 2 groups. */
export const organizations: readonly Organization[] = sealed(
  [...upper, ...departments, ...groups, ...ofStreets].map((row, index) => ({
    id: seedId('organization', row.code),
    ...row,
    email: `${row.code.toLowerCase().replaceAll('_', '-')}@ecogrid.example`,
    phone: unassignedLandline(index + 1),
  })),
);

/** Codes of the eight industry departments 行业部门. */
export const departmentCodes: readonly string[] = sealed(departments.map(({ code }) => code));
