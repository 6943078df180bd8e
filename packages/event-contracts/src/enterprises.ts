import { z } from 'zod';
import { gridCode, id, instant, version } from './words.ts';

const OBJECT_KINDS = [
  'ENTERPRISE',
  'CONSTRUCTION_SITE',
  'BATCHING_PLANT',
  'COAL_YARD',
  'MATERIAL_YARD',
  'LIVESTOCK_FARM',
  'RIVER_REACH',
  'OTHER',
] as const;

/** The events of enterprises. */
export const enterprisesContracts = {
  SupervisedObjectChanged: z.object({
    id,
    kind: z.enum(OBJECT_KINDS),
    /** Null for what is no enterprise. */
    creditCode: z.string().nullable(),
    name: z.string(),
    longitude: z.number(),
    latitude: z.number(),
    /** The grid that the register found for its place; null outside the district. */
    gridCode: gridCode.nullable(),
    version,
  }),
  /** Enough to open a case without a call. Measured values are exact decimals, as text. */
  ExceedanceRaised: z.object({
    exceedanceId: id,
    enterpriseId: id,
    enterpriseName: z.string(),
    enterpriseCode: z.string(),
    outletId: id,
    outletName: z.string(),
    pollutantCode: z.string(),
    pollutantName: z.string(),
    value: z.string(),
    limit: z.string(),
    unit: z.string(),
    measuredAt: instant,
    /** Null outside the district. */
    gridCode: gridCode.nullable(),
    longitude: z.number(),
    latitude: z.number(),
  }),
};
