import { itemAt, sealed } from './records.ts';

/** The trade of a synthetic enterprise. */
export interface Trade {
  /** GB/T 4754-2017 国民经济行业分类. */
  readonly industryCode: string;
  readonly industryName: string;
  readonly suffix: string;
  readonly suffixEn: string;
}

type Row = readonly [
  count: number,
  industryCode: string,
  industryName: string,
  suffix: string,
  suffixEn: string,
];

/** Waste water is the concern of these: 20. */
const WATER_TRADES: readonly Row[] = [
  [3, 'D4620', '污水处理及其再生利用', '水务有限公司', 'Water Treatment Co., Ltd.'],
  [3, 'C1713', '棉印染精加工', '印染有限公司', 'Dyeing Co., Ltd.'],
  [2, 'C1351', '牲畜屠宰', '食品有限公司', 'Foods Co., Ltd.'],
  [3, 'C2710', '化学药品原料药制造', '制药有限公司', 'Pharmaceutical Co., Ltd.'],
  [2, 'C2221', '机制纸及纸板制造', '纸业有限公司', 'Paper Co., Ltd.'],
  [2, 'C1512', '白酒制造', '酒业有限公司', 'Distillery Co., Ltd.'],
  [3, 'C3360', '金属表面处理及热处理加工', '表面处理有限公司', 'Surface Treatment Co., Ltd.'],
  [2, 'C2614', '有机化学原料制造', '化工有限公司', 'Chemical Co., Ltd.'],
];

/** Exhaust gas is the concern of these: 12. */
const AIR_TRADES: readonly Row[] = [
  [4, 'D4430', '热力生产和供应', '热力有限公司', 'Heating Co., Ltd.'],
  [2, 'D4412', '热电联产', '热电有限公司', 'Heat and Power Co., Ltd.'],
  [1, 'C3011', '水泥制造', '水泥有限公司', 'Cement Co., Ltd.'],
  [2, 'C3391', '黑色金属铸造', '铸造有限公司', 'Foundry Co., Ltd.'],
  [1, 'C2911', '轮胎制造', '橡胶有限公司', 'Rubber Co., Ltd.'],
  [2, 'C2641', '涂料制造', '涂料有限公司', 'Coatings Co., Ltd.'],
];

/** Hazardous waste 危险废物 is the concern of these: 28. */
const WASTE_TRADES: readonly Row[] = [
  [3, 'N7724', '危险废物治理', '环保科技有限公司', 'Waste Treatment Co., Ltd.'],
  [4, 'Q8411', '综合医院', '医院', 'Hospital'],
  [6, 'O8111', '汽车修理与维护', '汽车维修有限公司', 'Car Repair Co., Ltd.'],
  [4, 'C3670', '汽车零部件及配件制造', '汽车部件有限公司', 'Auto Parts Co., Ltd.'],
  [3, 'C3825', '光伏设备及元器件制造', '光伏有限公司', 'Photovoltaics Co., Ltd.'],
  [3, 'C3514', '建筑工程用机械制造', '工程机械有限公司', 'Construction Machinery Co., Ltd.'],
  [3, 'C2720', '化学药品制剂制造', '医药有限公司', 'Medicines Co., Ltd.'],
  [2, 'C2929', '塑料零件及其他塑料制品制造', '塑料制品有限公司', 'Plastics Co., Ltd.'],
];

const repeated = ([count, industryCode, industryName, suffix, suffixEn]: Row): readonly Trade[] =>
  Array.from({ length: count }, () => ({ industryCode, industryName, suffix, suffixEn }));

/** One trade for each enterprise, in their order: 20 of water, 12 of air, 28 of waste. */
export const trades: readonly Trade[] = sealed(
  [...WATER_TRADES, ...AIR_TRADES, ...WASTE_TRADES].flatMap(repeated),
);

const FIRST = [
  '澄 Cheng',
  '珩 Heng',
  '沐 Mu',
  '岚 Lan',
  '翊 Yi',
  '昭 Zhao',
  '霁 Ji',
  '沅 Yuan',
  '煦 Xu',
  '璟 Jing',
];
const SECOND = ['禾 he', '川 chuan', '岳 yue', '源 yuan', '澜 lan', '衡 heng'];

/** Sixty invented two-character names, no two alike. */
export function inventedName(index: number): { readonly name: string; readonly nameEn: string } {
  const [first = '', firstEn = ''] = itemAt(FIRST, index % FIRST.length).split(' ');
  const [second = '', secondEn = ''] = itemAt(SECOND, Math.floor(index / FIRST.length)).split(' ');
  return { name: first + second, nameEn: firstEn + secondEn };
}
