import { DISTRICT_CODE } from '@ecogrid/seed-district';
import type { Channel, Ending, Story } from '../story.ts';

/** A unit grid: the number of its street and its own number within the street. */
type UnitGrid = `${1 | 2 | 3 | 4 | 5}-${1 | 2 | 3 | 4 | 5}`;

type Row = readonly [
  key: string,
  channel: Channel,
  categoryCode: string,
  grid: UnitGrid,
  daysAgo: number,
  ending: Ending,
  words: string,
  more?: Pick<Story, 'into' | 'outlet'>,
];

/** Matters in every state, from every channel, in all five streets; some overdue, one look-back due. */
const rows: readonly Row[] = [
  ['river-foam', 'MEMBER', 'RIVER', '1-1', 30, 'CLOSED', '河面出现大片白色泡沫,下游桥段尤其明显'],
  ['site-gate', 'MEMBER', 'CONSTRUCTION_DUST', '1-2', 24, 'CLOSED', '工地大门未设冲洗设施,车辆带泥上路'],
  ['pig-farm', 'MEMBER', 'LIVESTOCK', '1-3', 21, 'CLOSED', '养殖场粪污沿沟外排'],
  ['mixer-yard', 'MEMBER', 'BATCHING_PLANT', '1-4', 3, 'HANDLING', '商混站料场未覆盖,大风天扬尘'],
  ['bare-soil', 'MEMBER', 'CONSTRUCTION_DUST', '1-5', 4, 'FEEDBACK', '裸土未苫盖,面积约两千平方米'],
  ['night-noise', 'SUPERVISOR', 'OTHER', '2-1', 6, 'CHECKING', '夜间异味,疑似小作坊喷漆'],
  ['ditch-colour', 'SUPERVISOR', 'RIVER', '2-2', 5, 'CHECKED', '村西沟渠水色发黑'],
  ['small-smelter', 'SUPERVISOR', 'SCATTERED_POLLUTER', '2-3', 12, 'CLOSED', '无证小熔炼点复工'],
  ['roadside-ash', 'SUPERVISOR', 'OTHER', '2-4', 1, 'REPORT_RECEIVED', '路边倾倒炉渣'],
  ['plastic-burning', 'SUPERVISOR', 'OTHER', '2-5', 2, 'REPORT_REJECTED', '田间焚烧塑料,现场已无痕迹'],
  ['desk-river', 'OPERATOR', 'RIVER', '3-1', 9, 'HANDLING', '巡河电话反映支流漂浮物堆积'],
  ['desk-acid', 'OPERATOR', 'HAZARDOUS_WASTE', '3-2', 7, 'ISSUED', '废酸桶露天存放,标签缺失'],
  ['desk-dust', 'OPERATOR', 'CONSTRUCTION_DUST', '3-3', 1, 'FILED', '拆迁工地未湿法作业'],
  ['desk-farm', 'OPERATOR', 'LIVESTOCK', '3-4', 8, 'REDISPATCHED', '养殖废水流入灌渠'],
  ['desk-double', 'OPERATOR', 'CONSTRUCTION_DUST', '3-5', 1, 'REPORTED', '渣土车遗撒'],
  ['desk-wrong', 'OPERATOR', 'OTHER', '3-1', 5, 'REJECTED', '反映内容不属生态环境职责'],
  ['desk-void', 'OPERATOR', 'OTHER', '3-2', 6, 'VOID', '同一问题已由住建部门立案'],
  ['cod-1', 'EXCEEDANCE', 'WATER_EXCEEDANCE', '1-1', 28, 'CLOSED', '化学需氧量超标', { outlet: 3 }],
  ['cod-2', 'EXCEEDANCE', 'WATER_EXCEEDANCE', '1-1', 6, 'FEEDBACK', '化学需氧量超标', { outlet: 4 }],
  ['cod-3', 'EXCEEDANCE', 'WATER_EXCEEDANCE', '1-1', 4, 'HANDLING', '化学需氧量超标', { outlet: 7 }],
  ['cod-4', 'EXCEEDANCE', 'WATER_EXCEEDANCE', '1-1', 2, 'ACCEPTED', '化学需氧量超标', { outlet: 9 }],
  ['cod-5', 'EXCEEDANCE', 'WATER_EXCEEDANCE', '1-1', 1, 'REPORTED', '化学需氧量超标', { outlet: 11 }],
  ['city-letter', 'SUPERIOR', 'RIVER', '4-1', 20, 'CLOSED', '市级督办:河道断面水质反弹'],
  ['city-waste', 'SUPERIOR', 'HAZARDOUS_WASTE', '4-2', 3, 'HANDLING', '市级督办:危废台账不符'],
  ['city-yard', 'SUPERIOR', 'BATCHING_PLANT', '4-3', 11, 'SUSPENDED', '市级督办:商混站搬迁前扬尘管控'],
  ['boiler-1', 'CAMPAIGN', 'AIR_EXCEEDANCE', '4-4', 14, 'CLOSED', '专项行动发现10吨以下燃煤锅炉仍在使用'],
  ['boiler-2', 'CAMPAIGN', 'AIR_EXCEEDANCE', '4-5', 2, 'ISSUED', '燃煤锅炉未拆除'],
  ['scattered-1', 'CAMPAIGN', 'SCATTERED_POLLUTER', '4-1', 26, 'REOPENED', '“散乱污”作坊死灰复燃'],
  ['farm-survey', 'CAMPAIGN', 'LIVESTOCK', '4-2', 10, 'EXTENDED', '养殖场防渗不到位'],
  ['video-smoke', 'VIDEO', 'AIR_EXCEEDANCE', '5-1', 1, 'VERIFYING', '视频发现烟囱冒黑烟'],
  ['video-spill', 'VIDEO', 'CONSTRUCTION_DUST', '5-2', 22, 'LOOKBACK', '视频发现工地土方作业未喷淋'],
  ['video-truck', 'VIDEO', 'BATCHING_PLANT', '5-3', 4, 'REWORK', '视频发现罐车冲洗水外流'],
  ['video-tank', 'VIDEO', 'HAZARDOUS_WASTE', '5-4', 15, 'CLOSED', '视频发现危废间门未关闭'],
  ['call-odour', 'PUBLIC', 'OTHER', '5-5', 3, 'HANDLING', '小区附近夜间刺鼻气味'],
  ['call-river', 'PUBLIC', 'RIVER', '5-1', 9, 'CLOSED', '河边有死鱼'],
  ['call-dust', 'PUBLIC', 'CONSTRUCTION_DUST', '5-2', 2, 'FILED', '施工工地早上六点扬尘大'],
  ['call-new', 'PUBLIC', 'OTHER', '5-3', 1, 'REPORT_RECEIVED', '垃圾堆放点渗滤液外流'],
  ['call-farm', 'PUBLIC', 'LIVESTOCK', '2-1', 13, 'CLOSED', '养鸭场臭味扰民'],
  ['member-dust', 'MEMBER', 'CONSTRUCTION_DUST', '2-2', 23, 'CLOSED', '道路施工段积尘'],
  ['member-lake', 'MEMBER', 'RIVER', '2-3', 7, 'HANDLING', '排口下游水体发绿'],
  ['member-twin', 'MEMBER', 'RIVER', '2-3', 6, 'MERGED', '同一河段再次发现水体发绿', { into: 'member-lake' }],
  ['member-shop', 'MEMBER', 'SCATTERED_POLLUTER', '1-4', 5, 'ISSUED', '无环评喷涂作坊'],
  ['member-paint', 'MEMBER', 'OTHER', '3-4', 16, 'CLOSED', '路边餐饮油烟直排'],
];

export const caseStories: readonly Story[] = rows.map(
  ([key, channel, categoryCode, grid, daysAgo, ending, words, more]) => ({
    key,
    channel,
    categoryCode,
    gridCode: gridCodeOf(grid),
    daysAgo,
    ending,
    words,
    ...more,
  }),
);

/** Division, street, community and sequence: 15 digits. */
function gridCodeOf(grid: UnitGrid): string {
  const [street = '', community = ''] = grid.split('-');
  return `${DISTRICT_CODE}00${street}00${community}001`;
}
