import { newId, type Database } from '@ecogrid/database';
import { z } from '@ecogrid/service';
import { DATED, StarterSet, boundedText, fillEmptyTables } from '@ecogrid/code-tables';
import { InstrumentRule } from '../finding/index.ts';
import { Averaging, LimitRule, compareDecimals } from '../limit-rule/index.ts';
import { Pollutant } from '../pollutant/index.ts';
import { AveragingRule } from '../series/index.ts';
import { Medium } from '../site/index.ts';

const pollutantCode = boundedText(16);
const decimal = z
  .string()
  .max(42)
  .regex(/^-?\d+(\.\d+)?$/, 'expected a decimal');
const streak = z.int().min(1).max(100);

const POLLUTANT: z.ZodType<Omit<Pollutant, 'id'>> = z.strictObject({
  code: pollutantCode,
  name: boundedText(80),
  nameEn: boundedText(80),
  medium: z.enum(Medium),
  unit: z.string().max(16),
  decimals: z.int().min(0).max(10),
});

/** A limit of a medium; those of single outlets are published where the outlets are known. */
type LimitRow = Omit<LimitRule, 'id' | 'outletId' | 'publishedAt' | 'publishedBy'>;
const LIMIT_RULE: z.ZodType<LimitRow> = z
  .strictObject({
    medium: z.enum(Medium),
    pollutantCode,
    averaging: z.enum(Averaging),
    upper: decimal.nullable().default(null),
    lower: decimal.nullable().default(null),
    unit: z.string().max(16),
    standard: boundedText(120),
    basisNote: boundedText(1_000),
    opensAfter: streak,
    endsAfter: streak,
    isConverted: z.boolean().default(false),
    ...DATED,
  })
  .refine(({ upper, lower }) => upper !== null || lower !== null, {
    path: ['upper'],
    message: 'a limit has an upper or a lower bound',
  })
  .refine(({ upper, lower }) => upper === null || lower === null || compareDecimals(lower, upper) < 0, {
    path: ['lower'],
    message: 'is not below the upper bound',
  });

const AVERAGING_RULE: z.ZodType<AveragingRule> = z
  .strictObject({
    interval: z.enum(['HOUR', 'DAY']),
    effectiveFrom: DATED.effectiveFrom,
    parts: z.int().min(1).max(1_440),
    needed: z.int().min(1),
    source: boundedText(120),
  })
  .refine(({ parts, needed }) => needed <= parts, {
    path: ['needed'],
    message: 'is more than there are parts',
  });

const INSTRUMENT_RULE: z.ZodType<InstrumentRule> = z
  .strictObject({
    pollutantCode,
    unit: z.string().max(16),
    lowest: decimal,
    highest: decimal,
    largestStep: decimal,
    frozenAfter: z.int().min(2).max(100_000),
    source: boundedText(120),
    ...DATED,
  })
  .refine(({ lowest, highest }) => compareDecimals(lowest, highest) < 0, {
    path: ['lowest'],
    message: 'is not below the highest value',
  });

/** The first rows of the code tables of enterprises. @throws StarterSetError */
export function readCodeTables(directory?: string) {
  const set = new StarterSet(directory);
  const pollutants = set.rows('pollutants', POLLUTANT, ({ code }) => code);
  const limits = set.rows(
    'limit-rules',
    LIMIT_RULE,
    (row) => `${row.medium} ${row.pollutantCode} ${row.averaging} ${row.effectiveFrom}`,
  );
  const averagingRules = set.rows(
    'averaging-rules',
    AVERAGING_RULE,
    (row) => `${row.interval} ${row.effectiveFrom}`,
  );
  const instrumentRules = set.rows(
    'instrument-rules',
    INSTRUMENT_RULE,
    (row) => `${row.pollutantCode} ${row.effectiveFrom}`,
  );
  const place = { file: 'limit-rules', field: 'pollutantCode' };
  set.requireKnown(
    place,
    limits.map((row) => row.pollutantCode),
    pollutants.map(({ code }) => code),
  );
  set.requireKnown(
    { file: 'instrument-rules', field: 'pollutantCode' },
    instrumentRules.map((row) => row.pollutantCode),
    pollutants.map(({ code }) => code),
  );
  set.requireFaultless();
  return { pollutants, limits, averagingRules, instrumentRules };
}

/**
 * Fills the code tables of enterprises that are empty with the starter set.
 * @param directory of other files than those that come with the product.
 * @throws StarterSetError before anything is stored.
 */
export function fillCodeTables(database: Database, directory?: string): Promise<void> {
  const { pollutants, limits, averagingRules, instrumentRules } = readCodeTables(directory);
  const first = { outletId: null, publishedAt: null, publishedBy: null };
  return fillEmptyTables(database, [
    [{ entity: Pollutant, rows: pollutants.map((row) => ({ id: newId(), ...row })) }],
    [{ entity: LimitRule, rows: limits.map((row) => ({ id: newId(), ...first, ...row })) }],
    [{ entity: AveragingRule, rows: averagingRules }],
    [{ entity: InstrumentRule, rows: instrumentRules }],
  ]);
}
