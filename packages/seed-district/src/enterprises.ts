import { communities, streets } from './divisions.ts';
import { earlyStyleCode, modernCode } from './enterprise-codes.ts';
import { inventedName, trades } from './enterprise-trades.ts';
import { pointInside } from './geometry.ts';
import { unitGrids } from './grids.ts';
import { seedId } from './identifiers.ts';
import { itemAt, range, sealed, unassignedLandline } from './records.ts';

/** Why a credit code that fails its check digit is nevertheless accepted. */
export interface CreditCodeOverride {
  readonly reason: string;
  /** Number of the person who accepted it. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A supervised enterprise 企业. All of them are invented: every name begins with 示例 (example). */
export interface Enterprise {
  readonly id: string;
  /** Unified social credit code, GB 32100: 18 characters, unique. */
  readonly creditCode: string;
  /** Present on exactly one enterprise, whose code fails the check digit. */
  readonly creditCodeOverride: CreditCodeOverride | null;
  readonly name: string;
  readonly nameEn: string;
  /** GB/T 4754-2017: letter and four digits. */
  readonly industryCode: string;
  readonly industryName: string;
  /** The street's nine digits. */
  readonly divisionCode: string;
  readonly address: string;
  /** WGS-84 degrees, inside a unit grid of the street and away from its edges. */
  readonly longitude: number;
  readonly latitude: number;
  /** 重点 (docs/domain.md row 33): patrolled more often. Here every online-monitored enterprise and no other. */
  readonly priority: boolean;
  readonly phone: string;
}

/** 在线监测企业 30 余家 (docs/domain.md row 10). */
const ONLINE_MONITORED = 32;
const EARLY_STYLE_INDEX = 12;

const override: CreditCodeOverride = {
  reason: '早期赋码，校验位不符，已核对营业执照原件 (early-style code, licence seen)',
  by: 'P0001',
  at: '2026-01-04T02:00:00.000Z',
};

/** The enterprises go round the streets, and within a street round its unit grids, taking another corner each round. */
function placeOf(index: number) {
  const streetIndex = index % streets.length;
  const turn = Math.floor(index / streets.length);
  const within = streetIndex * 5 + (turn % 5);
  const corner = Math.floor(turn / 5);
  return {
    street: itemAt(streets, streetIndex),
    community: itemAt(communities, within),
    position: pointInside(itemAt(unitGrids, within).polygon, corner, 0.4),
  };
}

function enterpriseAt(index: number): Enterprise {
  const trade = itemAt(trades, index);
  const { street, community, position } = placeOf(index);
  const early = index === EARLY_STYLE_INDEX;
  const creditCode = early ? earlyStyleCode() : modernCode(index + 1);
  const invented = inventedName(index);
  return {
    id: seedId('enterprise', creditCode),
    creditCode,
    creditCodeOverride: early ? override : null,
    name: `示例${invented.name}${trade.suffix}`,
    nameEn: `Example ${invented.nameEn} ${trade.suffixEn}`,
    industryCode: trade.industryCode,
    industryName: trade.industryName,
    divisionCode: street.code,
    address: `济宁高新区${street.name}${community.name}示例路${index + 1}号`,
    longitude: position[0],
    latitude: position[1],
    priority: index < ONLINE_MONITORED,
    phone: unassignedLandline(1000 + index),
  };
}

/** The 60 enterprises. The first 32 are online-monitored: 20 by water, 12 by air. */
export const enterprises: readonly Enterprise[] = sealed(range(trades.length).map(enterpriseAt));
