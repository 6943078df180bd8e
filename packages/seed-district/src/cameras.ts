import { DISTRICT_CODE } from './divisions.ts';
import { enterprises } from './enterprises.ts';
import type { Enterprise } from './enterprises.ts';
import { roundedDegrees } from './geometry.ts';
import { gb28181Code, seedId } from './identifiers.ts';
import { sealed } from './records.ts';

/** KEY_SOURCE 重点工业污染源 (docs/domain.md row 9); HAZARDOUS_WASTE 危险废物产生及经营单位 (docs/domain.md row 11). */
export type CameraPurpose = 'KEY_SOURCE' | 'HAZARDOUS_WASTE';

/** A video camera on an enterprise's site. An enterprise has at most one for each purpose. */
export interface Camera {
  readonly id: string;
  /** GB/T 28181: 20 digits. */
  readonly code: string;
  readonly enterpriseCreditCode: string;
  readonly name: string;
  readonly purpose: CameraPurpose;
  /** WGS-84 degrees, some 20 m from the enterprise's point and in the same unit grid. */
  readonly longitude: number;
  readonly latitude: number;
}

/** The article says 50 余家 key sources and exactly 36 hazardous-waste units; one enterprise may be both. */
const KEY_SOURCES = enterprises.slice(0, 53);
const HAZARDOUS_WASTE_UNITS = enterprises.slice(-36);

/** Hygiene and environmental protection 卫生环保, network camera, private network of its owner 社会资源接入网. */
const SEGMENTS = { centre: `${DISTRICT_CODE}00`, industry: '09', deviceType: '132', network: '8' };

const SIGHT = {
  KEY_SOURCE: { name: '重点污染源视频', north: 0.0002 },
  HAZARDOUS_WASTE: { name: '危险废物视频', north: -0.0002 },
} as const;

const withPurpose = (purpose: CameraPurpose) => (enterprise: Enterprise) => ({ enterprise, purpose });

/** Every camera: 53 of key sources, 36 of hazardous waste. */
export const cameras: readonly Camera[] = sealed(
  [
    ...KEY_SOURCES.map(withPurpose('KEY_SOURCE')),
    ...HAZARDOUS_WASTE_UNITS.map(withPurpose('HAZARDOUS_WASTE')),
  ].map(({ enterprise, purpose }, index) => {
    const code = gb28181Code({ ...SEGMENTS, serial: index + 1 });
    return {
      id: seedId('camera', code),
      code,
      enterpriseCreditCode: enterprise.creditCode,
      name: `${enterprise.name}${SIGHT[purpose].name}`,
      purpose,
      longitude: enterprise.longitude,
      latitude: roundedDegrees(enterprise.latitude + SIGHT[purpose].north),
    };
  }),
);
