import { z } from '@ecogrid/service';

/** The days in force, as each row of a code table has them. */
export const DATED = {
  effectiveFrom: z.iso.date(),
  effectiveTo: z.iso.date().nullable().default(null),
};

/** A text of one character at least. @param most the width of its column. */
export const boundedText = (most: number): z.ZodString => z.string().min(1).max(most);
