import { z } from 'zod';
import { audit, gridCode, id, importChanged, instant, version } from './words.ts';

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
  AuditRecorded: audit,
  ImportChanged: importChanged,
  SupervisedObjectChanged: z.object({
    id,
    kind: z.enum(OBJECT_KINDS),
    /** Null for an object that is no enterprise. */
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
  /** An episode opens, grows or ends: enough for a case to open, to learn and to end. `value` is the worst one. */
  EpisodeChanged: z.object({
    episodeId: id,
    change: z.enum(['OPENED', 'GREW', 'ENDED']),
    version,
    /** The exceedance that changed it; null when it ended. */
    exceedanceId: id.nullable(),
    limitRuleId: id,
    /** The episode before of the same device and rule. */
    previousEpisodeId: id.nullable(),
    enterpriseId: id,
    enterpriseName: z.string(),
    enterpriseCode: z.string(),
    outletId: id,
    outletName: z.string(),
    pollutantCode: z.string(),
    pollutantName: z.string(),
    averaging: z.enum(['REAL_TIME', 'HOURLY', 'DAILY']),
    bound: z.enum(['UPPER', 'LOWER']),
    value: z.string(),
    limit: z.string(),
    unit: z.string(),
    readingCount: z.number(),
    /** Of the last value beyond the limit. */
    measuredAt: instant,
    firstAt: instant,
    endedAt: instant.nullable(),
    /** Null outside the district. */
    gridCode: gridCode.nullable(),
    longitude: z.number(),
    latitude: z.number(),
  }),
};
