import { createHash } from 'node:crypto';

/** The way of sampling, as it is stored with every draw; another way gets another name. */
export const METHOD = 'sha256(seed:caseId) ascending in each stratum; largest remainders';

/** A closed case among those that a sample is drawn from. */
export interface Candidate {
  readonly caseId: string;
  readonly stratum: string;
}

/** How many are drawn: a number over all strata, or a share of each in percent, rounded up. */
export type Quota = { readonly size: number } | { readonly sharePercent: number };

/** The rank of a case under a seed: 64 hexadecimal digits, compared as text. Every reader can compute it. */
export function digestOf(seed: string, caseId: string): string {
  return createHash('sha256').update(`${seed}:${caseId}`).digest('hex');
}

/** One hash of a population, independent of the order of the list: over its sorted ids, one per line. */
export function populationHash(caseIds: readonly string[]): string {
  return createHash('sha256').update(caseIds.toSorted().join('\n')).digest('hex');
}

/** The ids that are drawn: the same for the same seed, population and quota, on any machine at any time. */
export function drawn(candidates: readonly Candidate[], seed: string, quota: Quota): Set<string> {
  const strata = stratified(candidates);
  const sizes = new Map([...strata].map(([stratum, members]) => [stratum, members.length]));
  const parts = 'size' in quota ? apportioned(sizes, quota.size) : shares(sizes, quota.sharePercent);
  const ids = [...strata].flatMap(([stratum, caseIds]) => firstOf(caseIds, seed, parts.get(stratum) ?? 0));
  return new Set(ids);
}

/** The ids of each stratum. */
function stratified(candidates: readonly Candidate[]): Map<string, string[]> {
  const strata = new Map<string, string[]>(candidates.map(({ stratum }) => [stratum, []]));
  for (const { stratum, caseId } of candidates) strata.get(stratum)?.push(caseId);
  return strata;
}

function firstOf(caseIds: readonly string[], seed: string, count: number): string[] {
  const placed = caseIds.map((caseId) => ({ caseId, digest: digestOf(seed, caseId) }));
  return placed
    .toSorted((one, other) => (one.digest < other.digest ? -1 : 1))
    .slice(0, count)
    .map(({ caseId }) => caseId);
}

function shares(sizes: ReadonlyMap<string, number>, percent: number): Map<string, number> {
  return new Map([...sizes].map(([stratum, size]) => [stratum, Math.ceil((size * percent) / 100)]));
}

/** Each stratum its part of the whole; the rest goes to the largest remainders, then by the stratum's name. */
function apportioned(sizes: ReadonlyMap<string, number>, wanted: number): Map<string, number> {
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const count = Math.min(wanted, total);
  const exact = [...sizes].map(([stratum, size]) => ({ stratum, part: (size * count) / (total || 1) }));
  const given = new Map(exact.map(({ stratum, part }) => [stratum, Math.floor(part)]));
  const left = count - [...given.values()].reduce((sum, part) => sum + part, 0);
  const remainder = ({ part }: { part: number }): number => part - Math.floor(part);
  const byRemainder = exact.toSorted(
    (one, other) => remainder(other) - remainder(one) || (one.stratum < other.stratum ? -1 : 1),
  );
  for (const { stratum } of byRemainder.slice(0, left)) given.set(stratum, (given.get(stratum) ?? 0) + 1);
  return given;
}
