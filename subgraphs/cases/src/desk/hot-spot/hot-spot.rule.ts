import { shanghaiDay } from '@ecogrid/service';
import type { Case } from '../../case/index.ts';
import type { CaseDailyCount } from './daily-count.entity.ts';
import type { HotSpotLevel } from './hot-spot.vocabulary.ts';

/** Where a case is counted. */
export type CountKey = Omit<CaseDailyCount, 'opened'>;

/** Rejected, merged and void cases do not count for hot spots. */
const UNCOUNTED: ReadonlySet<Case['state']> = new Set(['REJECTED', 'MERGED', 'VOID']);

/** Null while it is counted nowhere: it lies in no grid, or does not stand. */
export function countedAs({
  state,
  gridCode,
  categoryCode,
  createdAt,
}: Pick<Case, 'state' | 'gridCode' | 'categoryCode' | 'createdAt'>): CountKey | null {
  if (gridCode === null || UNCOUNTED.has(state)) return null;
  return { day: shanghaiDay(createdAt), gridCode, categoryCode: categoryCode ?? '' };
}

/** Digits of the codes at each level (docs/domain.md §2). */
export const CODE_LENGTH: Readonly<Record<keyof typeof HotSpotLevel, number>> = {
  STREET: 9,
  COMMUNITY: 12,
  UNIT_GRID: 15,
};

const DAY_MS = 86_400_000;
const dayAt = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Days, all included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export function daysOf({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
}

/** As many days, right before. */
export function periodBefore({ from, to }: Period): Period {
  const start = Date.parse(from);
  return { from: dayAt(start - daysOf({ from, to }) * DAY_MS), to: dayAt(start - DAY_MS) };
}

/** Sums of one grid and category, in the period and in the one before. */
export interface Tally {
  readonly gridCode: string;
  readonly categoryCode: string;
  readonly opened: number;
  readonly openedBefore: number;
}

export interface Spot {
  readonly gridCode: string;
  readonly opened: number;
  readonly openedBefore: number;
  readonly tallies: readonly Tally[];
}

/** Tallies by grid: the most cases first, of equal ones the fastest growing first, then by code. */
export function spotsOf(tallies: readonly Tally[]): Spot[] {
  const byGrid = new Map<string, Tally[]>();
  for (const tally of tallies) {
    const others = byGrid.get(tally.gridCode);
    if (others) others.push(tally);
    else byGrid.set(tally.gridCode, [tally]);
  }
  const spots = [...byGrid].map(([gridCode, own]) => ({
    gridCode,
    tallies: own.sort(hotterFirst),
    ...sumOf(own),
  }));
  return spots.sort(hotterFirst);
}

export function sumOf(tallies: readonly Tally[]): Pick<Tally, 'opened' | 'openedBefore'> {
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((all, tally) => all + of(tally), 0);
  return { opened: sum(({ opened }) => opened), openedBefore: sum(({ openedBefore }) => openedBefore) };
}

type Compared = Pick<Tally, 'gridCode' | 'opened' | 'openedBefore'> & { readonly categoryCode?: string };

function hotterFirst(one: Compared, other: Compared): number {
  const name = ({ gridCode, categoryCode = '' }: Compared): string => `${gridCode} ${categoryCode}`;
  return (
    other.opened - one.opened || one.openedBefore - other.openedBefore || (name(one) < name(other) ? -1 : 1)
  );
}
