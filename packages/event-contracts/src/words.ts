import { z } from 'zod';

/** Parts of several contracts. An id is any text: the announcer owns its form. */
export const id = z.string().min(1);
export const code = z.string();
export const gridCode = z.string();
export const instant = z.iso.datetime();
export const day = z.iso.date();
export const version = z.int().min(1);

/** The actor of a change, as far as events carry it: the id of a person; null for a service and for the public. */
export const changedBy = z.object({ personId: id.nullable() });

/** An import has come further, or its state has changed. A push reads how it is. */
export const importChanged = z.object({
  id,
  number: z.int(),
  kind: z.string(),
  action: z.enum(['CHECK', 'RUN', 'UNDO', 'ADVANCE', 'END']),
  from: z.string(),
  to: z.string(),
  /** Null for steps of the work by itself. */
  personId: id.nullable(),
});

/** An act that the audit in grids keeps: a version of a code table was published or ended, rows were imported or exported. */
export const audit = z.object({
  kind: z.enum(['CODE_TABLE', 'IMPORT', 'EXPORT']),
  action: z.string(),
  personId: id.nullable(),
  subject: z.string().max(200),
  reason: z.string().nullable(),
});
