function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freezeDeep);
}

/**
 * Seals the records of one table. Four subgraphs share this module in one process: a write into a
 * record would change the seed of the others. Copy a record before giving it to a library that writes to it.
 */
export function sealed<T>(records: readonly T[]): readonly T[] {
  freezeDeep(records);
  return records;
}

/** The item at an index that the seed itself computed; absence is a fault of the seed, not of a caller. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`the seed has ${items.length} items, none at ${index}`);
  return item;
}

/** A number as code text: `padded(7, 3)` is `007`. */
export const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** The whole numbers from 0 up to, not including, `count`. */
export const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/**
 * A mobile number of valid form that is not assigned: prefix 154 is the hole in 150-159 that no
 * operator was given (libphonenumber and carrier tables agree: `15[0-35-9]`), so no reminder reaches a stranger.
 */
export const unassignedMobile = (sequence: number): string => `154${padded(sequence, 8)}`;

/**
 * A landline of area 0537 (济宁) that is not assigned: subscriber numbers never begin with 1, which is kept
 * for national service numbers.
 */
export const unassignedLandline = (sequence: number): string => `0537-15${padded(sequence, 5)}`;
