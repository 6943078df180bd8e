import { seedId } from './identifiers.ts';
import { padded, sealed } from './records.ts';

/** Levels of administrative divisions 行政区划, GB/T 2260 and GB/T 10114. */
export type DivisionLevel = 'PROVINCE' | 'CITY' | 'DISTRICT' | 'STREET' | 'COMMUNITY';

/** An administrative division. Province and city are there so that the superiors' codes resolve. */
export interface Division {
  readonly id: string;
  /** 6 digits down to the district, 9 for a street, 12 for a community. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly level: DivisionLevel;
  /** Null for the province only. */
  readonly parentCode: string | null;
}

/** 济宁高新技术产业开发区, the district the platform supervises. */
export const DISTRICT_CODE = '370871';

/** A street 街道 as the seed's other files need it. */
export interface Street {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

/** The five streets of the district: names and codes are public; everything below them is invented. */
export const streets: readonly Street[] = sealed([
  { code: '370871001', name: '洸河街道', nameEn: 'Guanghe Street' },
  { code: '370871002', name: '柳行街道', nameEn: 'Liuhang Street' },
  { code: '370871003', name: '接庄街道', nameEn: 'Jiezhuang Street' },
  { code: '370871004', name: '王因街道', nameEn: 'Wangyin Street' },
  { code: '370871005', name: '黄屯街道', nameEn: 'Huangtun Street' },
]);

/** Invented community names, five for each street in the order of `streets`. */
const COMMUNITY_NAMES = [
  ['青禾 Qinghe', '云帆 Yunfan', '朝露 Zhaolu', '松影 Songying', '锦溪 Jinxi'],
  ['柳岸 Liuan', '新桥 Xinqiao', '望湖 Wanghu', '秋实 Qiushi', '明德 Mingde'],
  ['接福 Jiefu', '河湾 Hewan', '麦浪 Mailang', '晨光 Chenguang', '枣林 Zaolin'],
  ['因泉 Yinquan', '东篱 Dongli', '石桥 Shiqiao', '梧桐 Wutong', '和顺 Heshun'],
  ['屯丰 Tunfeng', '金穗 Jinsui', '南苑 Nanyuan', '百川 Baichuan', '星野 Xingye'],
];

const upper: readonly Omit<Division, 'id'>[] = [
  { code: '370000', name: '山东省', nameEn: 'Shandong Province', level: 'PROVINCE', parentCode: null },
  { code: '370800', name: '济宁市', nameEn: 'Jining City', level: 'CITY', parentCode: '370000' },
  {
    code: DISTRICT_CODE,
    name: '济宁高新技术产业开发区',
    nameEn: 'Jining High-tech Industrial Development Zone',
    level: 'DISTRICT',
    parentCode: '370800',
  },
];

const streetDivisions = streets.map((street) => ({
  ...street,
  level: 'STREET' as const,
  parentCode: DISTRICT_CODE,
}));

function communitiesOf(street: Street, index: number): readonly Omit<Division, 'id'>[] {
  return (COMMUNITY_NAMES[index] ?? []).map((both, position) => {
    const [name = '', nameEn = ''] = both.split(' ');
    return {
      code: street.code + padded(position + 1, 3),
      name: `${name}社区`,
      nameEn: `${nameEn} Community`,
      level: 'COMMUNITY' as const,
      parentCode: street.code,
    };
  });
}

const withId = (division: Omit<Division, 'id'>): Division => ({
  id: seedId('division', division.code),
  ...division,
});

/** The 25 communities 社区, five for each street, in the order of their codes. */
export const communities: readonly Division[] = sealed(streets.flatMap(communitiesOf).map(withId));

/** Every division: province, city, district, 5 streets, 25 communities. Parents stand before children. */
export const divisions: readonly Division[] = sealed([
  ...upper.map(withId),
  ...streetDivisions.map(withId),
  ...communities,
]);
