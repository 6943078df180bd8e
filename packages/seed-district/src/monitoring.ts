import { enterprises } from './enterprises.ts';
import type { Enterprise } from './enterprises.ts';
import { pointInside, roundedDegrees } from './geometry.ts';
import { unitGrids } from './grids.ts';
import { seedId } from './identifiers.ts';
import { itemAt, padded, sealed } from './records.ts';

/** The medium of an outlet. */
export type Medium = 'WATER' | 'AIR';

/** A discharge outlet 排放口. */
export interface Outlet {
  readonly id: string;
  /** HJ 608: `DW001` waste water, `DA001` exhaust gas; unique within the enterprise only. */
  readonly code: string;
  readonly enterpriseCreditCode: string;
  readonly medium: Medium;
  readonly name: string;
  /** WGS-84 degrees, some 30 m from the enterprise's point and in the same unit grid. */
  readonly longitude: number;
  readonly latitude: number;
}

/** OUTLET watches a source; AMBIENT_AIR and SURFACE_WATER watch environmental quality (docs/domain.md row 12). */
export type MonitorPointKind = 'OUTLET' | 'AMBIENT_AIR' | 'SURFACE_WATER';

/** A place where something is measured 监测点位. */
export interface MonitorPoint {
  readonly id: string;
  /** `MP-` and three digits for outlets, `AIR-` or `SW-` and two for ambient stations. */
  readonly code: string;
  readonly name: string;
  readonly kind: MonitorPointKind;
  /** Set exactly when the kind is OUTLET. */
  readonly outletId: string | null;
  readonly longitude: number;
  readonly latitude: number;
}

/** 在线监测企业: 20 with waste water, 12 with exhaust gas, and one of the former has both. */
const WATER_ENTERPRISES = enterprises.slice(0, 20);
const AIR_ENTERPRISES = enterprises.slice(20, 32);
const BOTH_MEDIA = itemAt(enterprises, 8);

const DESCRIPTION = {
  WATER: { code: 'DW001', name: '废水总排口', east: 0.0003 },
  AIR: { code: 'DA001', name: '废气排放口', east: -0.0003 },
} as const;

const outletOf =
  (medium: Medium) =>
  (enterprise: Enterprise): Outlet => ({
    id: seedId('outlet', `${enterprise.creditCode}/${DESCRIPTION[medium].code}`),
    code: DESCRIPTION[medium].code,
    enterpriseCreditCode: enterprise.creditCode,
    medium,
    name: `${enterprise.name}${DESCRIPTION[medium].name}`,
    longitude: roundedDegrees(enterprise.longitude + DESCRIPTION[medium].east),
    latitude: enterprise.latitude,
  });

/** The outlets: 20 of waste water, then 13 of exhaust gas, of 32 enterprises together. */
export const outlets: readonly Outlet[] = sealed([
  ...WATER_ENTERPRISES.map(outletOf('WATER')),
  ...[...AIR_ENTERPRISES, BOTH_MEDIA].map(outletOf('AIR')),
]);

const pointOf = (outlet: Outlet, index: number): MonitorPoint => ({
  id: seedId('monitor-point', outlet.id),
  code: `MP-${padded(index + 1, 3)}`,
  name: outlet.name,
  kind: 'OUTLET',
  outletId: outlet.id,
  longitude: outlet.longitude,
  latitude: outlet.latitude,
});

const STATIONS = [
  { code: 'AIR-01', name: '洸河环境空气站', kind: 'AMBIENT_AIR', grid: 1 },
  { code: 'AIR-02', name: '柳行环境空气站', kind: 'AMBIENT_AIR', grid: 6 },
  { code: 'AIR-03', name: '接庄环境空气站', kind: 'AMBIENT_AIR', grid: 12 },
  { code: 'AIR-04', name: '王因环境空气站', kind: 'AMBIENT_AIR', grid: 17 },
  { code: 'SW-01', name: '示例河入境断面', kind: 'SURFACE_WATER', grid: 21 },
  { code: 'SW-02', name: '示例河出境断面', kind: 'SURFACE_WATER', grid: 14 },
] as const;

const stations = STATIONS.map(({ code, name, kind, grid }): MonitorPoint => {
  const [longitude, latitude] = pointInside(itemAt(unitGrids, grid).polygon, 3, 0.3);
  return { id: seedId('monitor-point', code), code, name, kind, outletId: null, longitude, latitude };
});

/** The monitor points: one for each outlet in the outlets' order, then 4 ambient air and 2 surface water. */
export const monitorPoints: readonly MonitorPoint[] = sealed([...outlets.map(pointOf), ...stations]);
