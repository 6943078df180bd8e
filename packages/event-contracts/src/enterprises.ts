import { z } from 'zod';
import { gridCode, id, instant, version } from './words.ts';

/** The events of enterprises. */
export const enterprisesContracts = {
  EnterpriseChanged: z.object({
    id,
    creditCode: z.string(),
    name: z.string(),
    longitude: z.number(),
    latitude: z.number(),
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
