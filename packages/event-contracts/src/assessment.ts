import { z } from 'zod';
import { audit, id } from './words.ts';

/** The events of assessment. */
export const assessmentContracts = {
  AuditRecorded: audit,
  ScorePosted: z.object({
    id,
    subjectKind: z.string(),
    subjectCode: z.string(),
    ruleCode: z.string(),
    periodCode: z.string(),
    pointsHundredths: z.int(),
    sourceTopic: z.string().nullable(),
    sourceId: z.string().nullable(),
  }),
};
