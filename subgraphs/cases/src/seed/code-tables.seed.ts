import { seedId } from '@ecogrid/seed-district';
import type { Category, IntakeChannel } from '../codes/index.ts';
import type { RoutingRule } from '../intake/index.ts';

/** One working day of the Chinese calendar in minutes: 08:30-12:00 and 13:30-17:30. */
const DAY = 450;
/** One day of the clock in minutes, for urgent categories. */
const CLOCK_DAY = 1_440;
const FROM = '2026-01-01';

type CategoryRow = Omit<
  Category,
  | 'standardReference'
  | 'guidelineCode'
  | 'effectiveFrom'
  | 'effectiveTo'
  | 'closeCriteria'
  | 'needsPhotoAfter'
  | 'isUrgent'
  | 'maxExtensions'
  | 'duplicateMetres'
  | 'duplicateHours'
> &
  Partial<Category>;

/** Deadlines and look-back days are assumptions of the demonstration, not of any standard. */
const categoryRows: readonly CategoryRow[] = [
  {
    code: 'WATER_EXCEEDANCE',
    name: '废水超标排放',
    nameEn: 'Waste water beyond its limit',
    standardReference: 'GB 18918-2002',
    handlingMinutes: 2 * DAY,
    closingMinutes: 5 * DAY,
    resultKinds: ['VERIFICATION', 'RECTIFICATION'],
    lookBackDays: 30,
  },
  {
    code: 'AIR_EXCEEDANCE',
    name: '废气超标排放',
    nameEn: 'Exhaust gas beyond its limit',
    standardReference: 'GB 13271-2014',
    handlingMinutes: 2 * DAY,
    closingMinutes: 5 * DAY,
    resultKinds: ['VERIFICATION', 'RECTIFICATION'],
    lookBackDays: 30,
  },
  {
    code: 'CONSTRUCTION_DUST',
    name: '建筑工地扬尘',
    nameEn: 'Dust of a construction site',
    standardReference: 'HJ/T 393-2007',
    handlingMinutes: DAY,
    closingMinutes: 3 * DAY,
    resultKinds: ['RECTIFICATION'],
    lookBackDays: 15,
  },
  {
    code: 'BATCHING_PLANT',
    name: '商混站扬尘',
    nameEn: 'Dust of a concrete batching plant',
    standardReference: 'HJ/T 393-2007',
    handlingMinutes: 2 * DAY,
    closingMinutes: 5 * DAY,
    resultKinds: ['RECTIFICATION'],
    lookBackDays: 15,
  },
  {
    code: 'COAL_YARD',
    needsPhotoAfter: true,
    name: '煤场、堆场扬尘',
    nameEn: 'Dust of a coal or material yard',
    standardReference: 'HJ/T 393-2007',
    handlingMinutes: 2 * DAY,
    closingMinutes: 5 * DAY,
    resultKinds: ['RECTIFICATION'],
    lookBackDays: 15,
  },
  {
    code: 'LIVESTOCK',
    maxExtensions: 2,
    name: '畜禽养殖污染',
    nameEn: 'Pollution by livestock',
    standardReference: 'GB 18596-2001',
    handlingMinutes: 3 * DAY,
    closingMinutes: 7 * DAY,
    resultKinds: ['VERIFICATION', 'RECTIFICATION'],
    lookBackDays: 30,
  },
  {
    code: 'HAZARDOUS_WASTE',
    name: '危险废物',
    nameEn: 'Hazardous waste',
    standardReference: 'GB 18597-2023',
    isUrgent: true,
    maxExtensions: 0,
    handlingMinutes: CLOCK_DAY,
    closingMinutes: 3 * CLOCK_DAY,
    resultKinds: ['ENFORCEMENT', 'VERIFICATION', 'RECTIFICATION'],
    lookBackDays: 30,
  },
  {
    code: 'SOLID_WASTE',
    needsPhotoAfter: true,
    name: '固体废物堆放',
    nameEn: 'Solid waste',
    standardReference: 'GB 18599-2020',
    handlingMinutes: 2 * DAY,
    closingMinutes: 5 * DAY,
    resultKinds: ['VERIFICATION', 'RECTIFICATION'],
    lookBackDays: 15,
  },
  {
    code: 'RIVER',
    duplicateMetres: 1_000,
    name: '河道污染',
    nameEn: 'Pollution of a river',
    standardReference: 'GB 3838-2002',
    handlingMinutes: 2 * DAY,
    closingMinutes: 5 * DAY,
    resultKinds: ['VERIFICATION', 'RECTIFICATION'],
    lookBackDays: 30,
  },
  {
    code: 'SCATTERED_POLLUTER',
    name: '“散乱污”企业',
    nameEn: 'Scattered polluter',
    handlingMinutes: 3 * DAY,
    closingMinutes: 7 * DAY,
    resultKinds: ['ENFORCEMENT', 'VERIFICATION'],
    closeCriteria: ['RESULTS_COMPLETE'],
    lookBackDays: 60,
  },
  {
    code: 'OTHER',
    name: '其他',
    nameEn: 'Other',
    handlingMinutes: 2 * DAY,
    closingMinutes: 5 * DAY,
    resultKinds: ['VERIFICATION'],
    closeCriteria: ['RESULTS_COMPLETE'],
    lookBackDays: null,
  },
];

export const categories: readonly Category[] = categoryRows.map((row) => ({
  standardReference: null,
  guidelineCode: null,
  isUrgent: false,
  needsPhotoAfter: false,
  maxExtensions: 1,
  duplicateMetres: 500,
  duplicateHours: 72,
  closeCriteria: ['RESULTS_COMPLETE', 'RECTIFIED'],
  effectiveFrom: FROM,
  effectiveTo: null,
  ...row,
}));

type ChannelRow = Pick<IntakeChannel, 'code' | 'name' | 'nameEn' | 'reporterRoles'> & Partial<IntakeChannel>;

/** Four hours of the clock: the desk is on duty day and night (docs/domain.md rows 2-3). */
const FILING_MINUTES = 240;

/** In the order in which they are looked through for an actor's usual channel. */
const channelRows: readonly ChannelRow[] = [
  {
    code: 'MEMBER',
    name: '网格员上报',
    nameEn: 'Grid member',
    reporterRoles: ['GRID_MEMBER', 'GRID_HEAD'],
    reviewLevels: ['STREET'],
  },
  {
    code: 'SUPERVISOR',
    name: '监督员上报',
    nameEn: 'Supervisor',
    reporterRoles: ['SUPERVISOR'],
    reviewLevels: ['UNIT', 'STREET'],
  },
  { code: 'OPERATOR', name: '坐席登记', nameEn: 'Operator', reporterRoles: ['OPERATOR', 'SHIFT_LEADER'] },
  { code: 'EXCEEDANCE', name: '数据超标', nameEn: 'Exceedance', reporterRoles: [], opensCase: true },
  {
    code: 'SUPERIOR',
    name: '上级派遣督办件',
    nameEn: 'Assigned by a superior',
    reporterRoles: ['CITY', 'PROVINCE', 'OPERATOR'],
    isSuperior: true,
    demands: ['SUPERIOR'],
  },
  {
    code: 'CAMPAIGN',
    name: '专项行动',
    nameEn: 'Campaign',
    reporterRoles: ['GRID_MEMBER', 'GRID_HEAD', 'STREET_STAFF', 'POST_SUPERVISION', 'OPERATOR'],
    reviewLevels: ['STREET'],
    demands: ['CAMPAIGN'],
  },
  {
    code: 'VIDEO',
    name: '视频监控',
    nameEn: 'Video',
    reporterRoles: ['OPERATOR'],
    needsVerification: true,
    demands: ['CAMERA'],
    needsSitePhoto: true,
  },
  {
    code: 'PUBLIC',
    name: '公众举报',
    nameEn: 'The public',
    reporterRoles: [],
    isOpen: true,
    demands: ['PLACE'],
    needsReportVerification: true,
    needsVerification: true,
    needsSitePhoto: true,
  },
];

export const intakeChannels: readonly IntakeChannel[] = channelRows.map((row, index) => ({
  sortOrder: index + 1,
  isOpen: false,
  demands: [],
  effectiveFrom: FROM,
  effectiveTo: null,
  reviewLevels: [],
  needsReportVerification: false,
  needsVerification: false,
  needsSitePhoto: false,
  opensCase: false,
  isSuperior: false,
  filingMinutes: FILING_MINUTES,
  ...row,
}));

type RuleRow = readonly [categoryCode: string | null, organizationCode: string, role?: 'LEAD' | 'ASSISTING'];

const STREET_PLATFORM = 'PLATFORM-{street}';
const ruleRows: readonly RuleRow[] = [
  ['WATER_EXCEEDANCE', 'DEPT-ENVIRONMENT'],
  ['AIR_EXCEEDANCE', 'DEPT-ENVIRONMENT'],
  ['HAZARDOUS_WASTE', 'DEPT-ENVIRONMENT'],
  ['HAZARDOUS_WASTE', 'DEPT-EMERGENCY', 'ASSISTING'],
  ['CONSTRUCTION_DUST', 'DEPT-HOUSING'],
  ['CONSTRUCTION_DUST', STREET_PLATFORM, 'ASSISTING'],
  ['BATCHING_PLANT', 'DEPT-HOUSING'],
  ['BATCHING_PLANT', STREET_PLATFORM, 'ASSISTING'],
  ['COAL_YARD', 'DEPT-URBAN_MANAGEMENT'],
  ['COAL_YARD', STREET_PLATFORM, 'ASSISTING'],
  ['LIVESTOCK', 'DEPT-AGRICULTURE'],
  ['LIVESTOCK', STREET_PLATFORM, 'ASSISTING'],
  ['SOLID_WASTE', 'DEPT-URBAN_MANAGEMENT'],
  ['RIVER', 'DEPT-WATER'],
  ['RIVER', STREET_PLATFORM, 'ASSISTING'],
  ['SCATTERED_POLLUTER', STREET_PLATFORM],
  ['SCATTERED_POLLUTER', 'DEPT-MARKET', 'ASSISTING'],
  [null, STREET_PLATFORM],
  [null, 'DEPT-ENVIRONMENT'],
];

/** Asked in this order; the last two catch what no guideline names. */
export const routingRules: readonly RoutingRule[] = ruleRows.map(
  ([categoryCode, organizationCode, role = 'LEAD'], index) => ({
    id: seedId('routing-rule', `${categoryCode ?? '*'}/${organizationCode}/${role}`),
    code: `RULE-${String((index + 1) * 10).padStart(3, '0')}`,
    version: 1,
    rank: (index + 1) * 10,
    categoryCode,
    medium: null,
    objectKind: null,
    gridCode: null,
    isUrgent: null,
    organizationCode,
    role,
    reason: null,
    publishedBy: null,
    publishedAt: null,
    effectiveFrom: FROM,
    effectiveTo: null,
  }),
);
