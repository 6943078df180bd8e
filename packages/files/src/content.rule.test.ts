import { describe, expect, test } from '@jest/globals';
import type { EcoGridError } from '@ecogrid/errors';
import { requireDeclared, type Found } from './content.rule.ts';

const declared = { sizeBytes: 100, sha256: 'a'.repeat(64), mediaType: 'image/png' };
const found: Found = { ...declared, width: 4_000, height: 3_000 };

function refusal(change: Partial<Found>): unknown {
  try {
    requireDeclared(declared, { ...found, ...change });
    return null;
  } catch (error) {
    return (error as EcoGridError).extensions.details['reason'];
  }
}

describe('the content of a photo', () => {
  test.each<[string, Partial<Found>, string | null]>([
    ['is as declared', {}, null],
    ['is shorter', { sizeBytes: 99 }, 'SIZE'],
    ['is another of the same size', { sha256: 'b'.repeat(64) }, 'HASH'],
    ['is of another type', { mediaType: 'image/jpeg' }, 'TYPE'],
    ['is of no known type', { mediaType: null }, 'TYPE'],
    ['has no width', { width: 0 }, 'DIMENSIONS'],
    ['is longer than any picture', { width: 20_001, height: 10 }, 'DIMENSIONS'],
    ['is as long as a picture may be', { width: 20_000, height: 3_000 }, null],
    ['unfolds to more than memory should hold', { width: 20_000, height: 3_001 }, 'DIMENSIONS'],
  ])('that %s', (_what, change, reason) => {
    expect(refusal(change)).toBe(reason);
  });
});
