import { seedId } from './identifiers.ts';
import { sealed } from './records.ts';

/** The seven kinds of special action 专项行动 that the article names (row 45). */
export type CampaignType =
  | 'PROVINCIAL_INSPECTION'
  | 'MUNICIPAL_INSPECTION'
  | 'BLANKET_SURVEY'
  | 'SCATTERED_POLLUTERS'
  | 'SMALL_BOILER_PHASE_OUT'
  | 'LIVESTOCK'
  | 'TRIBUTARY_CLEANUP';

/** A campaign in which grid members take part 以干代训. */
export interface Campaign {
  readonly id: string;
  /** `CAMPAIGN-` and the sequence. */
  readonly code: string;
  readonly type: CampaignType;
  readonly name: string;
  readonly nameEn: string;
  /** First day, Asia/Shanghai calendar. */
  readonly effectiveFrom: string;
  /** First day no longer in force; null while no end is set. */
  readonly effectiveTo: string | null;
}

const rows: readonly (readonly [CampaignType, string, string, string, string | null])[] = [
  [
    'PROVINCIAL_INSPECTION',
    '省级环保督查',
    'Provincial environmental inspection',
    '2026-03-02',
    '2026-04-01',
  ],
  ['MUNICIPAL_INSPECTION', '市级环保督查', 'Municipal environmental inspection', '2026-05-11', '2026-05-30'],
  ['BLANKET_SURVEY', '“地毯式”排查', 'Blanket survey', '2026-01-12', '2026-05-01'],
  ['SCATTERED_POLLUTERS', '“散乱污”企业排查', 'Survey of scattered polluters', '2026-04-01', null],
  [
    'SMALL_BOILER_PHASE_OUT',
    '10吨以下燃煤锅炉取缔行动',
    'Phase-out of coal boilers below 10 t/h',
    '2026-02-02',
    null,
  ],
  ['LIVESTOCK', '畜禽养殖排放专项整治', 'Livestock discharge rectification', '2026-06-01', null],
  ['TRIBUTARY_CLEANUP', '辖区内干支流清理', 'Clean-up of rivers and tributaries', '2026-07-01', '2026-10-01'],
];

/** Exactly the seven campaigns of the article. */
export const campaigns: readonly Campaign[] = sealed(
  rows.map(([type, name, nameEn, effectiveFrom, effectiveTo], index) => {
    const code = `CAMPAIGN-${index + 1}`;
    return { id: seedId('campaign', code), code, type, name, nameEn, effectiveFrom, effectiveTo };
  }),
);
