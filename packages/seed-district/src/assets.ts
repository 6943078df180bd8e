import { appointments } from './appointments.ts';
import { seedId } from './identifiers.ts';
import { padded, sealed } from './records.ts';

/** TERMINAL 信息上报移动终端; PATROL_VEHICLE 巡查载具 (docs/domain.md row 8). */
export type AssetKind = 'TERMINAL' | 'PATROL_VEHICLE';

/** A thing issued to a grid member. */
export interface Asset {
  readonly id: string;
  /** `TERMINAL-001` or `VEHICLE-001` and on. */
  readonly code: string;
  readonly kind: AssetKind;
  /** An invented model. */
  readonly model: string;
}

/** The holder of an asset 专人专用: an asset has at most one issue that is not returned. */
export interface AssetIssue {
  readonly id: string;
  readonly assetCode: string;
  /** Number of the person who holds it. */
  readonly holderNumber: string;
  /** The day, Asia/Shanghai calendar. */
  readonly issuedOn: string;
  /** Every issue of the seed is open. */
  readonly returnedOn: null;
}

const members = appointments.filter((appointment) => appointment.role === 'GRID_MEMBER');

const KINDS = [
  { kind: 'TERMINAL', prefix: 'TERMINAL', model: '示例 T1 手持终端' },
  { kind: 'PATROL_VEHICLE', prefix: 'VEHICLE', model: '示例 V1 电动巡查车' },
] as const;

const pairs = KINDS.flatMap(({ kind, prefix, model }) =>
  members.map(({ personNumber }, index) => ({
    code: `${prefix}-${padded(index + 1, 3)}`,
    kind,
    model,
    personNumber,
  })),
);

/** 25 terminals, then 25 patrol vehicles. */
export const assets: readonly Asset[] = sealed(
  pairs.map(({ code, kind, model }) => ({ id: seedId('asset', code), code, kind, model })),
);

/** One open issue for each asset: every grid member holds one terminal and one vehicle. */
export const assetIssues: readonly AssetIssue[] = sealed(
  pairs.map(({ code, personNumber }) => ({
    id: seedId('asset-issue', `${code}/${personNumber}`),
    assetCode: code,
    holderNumber: personNumber,
    issuedOn: '2026-01-05',
    returnedOn: null,
  })),
);
