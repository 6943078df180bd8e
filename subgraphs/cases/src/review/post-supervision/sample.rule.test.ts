import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { drawn, populationHash, type Candidate, type Quota } from './sample.rule.ts';

const candidates = (sizes: Readonly<Record<string, number>>): Candidate[] =>
  Object.entries(sizes).flatMap(([stratum, size]) =>
    Array.from({ length: size }, (_, index) => ({ caseId: `${stratum}-${index}`, stratum })),
  );
const counts = (ids: ReadonlySet<string>): Record<string, number> => {
  const strata = [...ids].map((id) => id.split('-')[0] ?? '');
  return Object.fromEntries(strata.map((one) => [one, strata.filter((each) => each === one).length]));
};

describe('a sample of closed cases', () => {
  test('is computed from its seed and its population alone', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `case-${index}`);
    const population = ids.map((caseId) => ({ caseId, stratum: '' }));
    const byHand = ids
      .map((id) => [createHash('sha256').update(`2026-03:${id}`).digest('hex'), id] as const)
      .sort()
      .slice(0, 5)
      .map(([, id]) => id);
    expect([...drawn(population, '2026-03', { size: 5 })]).toEqual(byHand);
    expect(drawn(population.toReversed(), '2026-03', { size: 5 })).toEqual(new Set(byHand));
    expect(drawn(population, '2026-04', { size: 5 })).not.toEqual(new Set(byHand));
  });

  test('of one case more or less keeps the others in their order', () => {
    const population = candidates({ a: 50 });
    const [ten, eleven] = [10, 11].map((size) => drawn(population, 's', { size }));
    expect([...(ten ?? [])].every((id) => eleven?.has(id))).toBe(true);
  });

  test.each<[string, Record<string, number>, Quota, Record<string, number>]>([
    ['a size in proportion', { a: 60, b: 30, c: 10 }, { size: 10 }, { a: 6, b: 3, c: 1 }],
    ['the rest by the largest remainder', { a: 5, b: 4, c: 1 }, { size: 5 }, { a: 3, b: 2 }],
    ['equal remainders by the name', { b: 1, a: 1, c: 1 }, { size: 2 }, { a: 1, b: 1 }],
    ['more than there are', { a: 2, b: 1 }, { size: 10 }, { a: 2, b: 1 }],
    ['a share of each, rounded up', { a: 60, b: 31, c: 1 }, { sharePercent: 10 }, { a: 6, b: 4, c: 1 }],
    ['the whole', { a: 3, b: 2 }, { sharePercent: 100 }, { a: 3, b: 2 }],
    ['nothing of nothing', {}, { size: 3 }, {}],
  ])('takes from its strata %s', (_what, sizes, quota, expected) => {
    expect(counts(drawn(candidates(sizes), 'seed', quota))).toEqual(expected);
  });

  test('names its population by one hash, independent of the order of the list', () => {
    const hash = createHash('sha256').update('a\nb\nc').digest('hex');
    expect([populationHash(['c', 'a', 'b']), populationHash(['a', 'b', 'c'])]).toEqual([hash, hash]);
    expect(populationHash(['a', 'b'])).not.toBe(hash);
  });
});
