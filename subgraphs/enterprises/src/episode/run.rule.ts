import type { BrokenBound, LimitBound, LimitRule } from '../limit-rule/index.ts';

/** A run of values beyond one limit at one device: pending until it has as many as the rule asks for. */
export interface Run {
  readonly isOpen: boolean;
  /** The worst value, the limit it broke, and when it was measured. */
  readonly peak: string;
  readonly peakAt: Date;
  readonly bound: LimitBound;
  readonly limit: string;
  /** The first and the last value beyond the limit. */
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** The latest value that was judged: an older one ends nothing. */
  readonly judgedAt: Date;
  readonly readingCount: number;
  /** Values within the limit in a row, and the first of them. */
  readonly withinCount: number;
  readonly withinSince: Date | null;
  readonly endedAt: Date | null;
}

export interface Value {
  readonly value: string;
  readonly measuredAt: Date;
  /** Whether it took the place of another value for the same time. */
  readonly isCorrection: boolean;
  /** How it breaks the rule; null when it keeps it. */
  readonly broken: BrokenBound | null;
}

export interface Step {
  /** Null where no run is left. */
  readonly run: Run | null;
  readonly change: 'OPENED' | 'GREW' | 'ENDED' | null;
}

type Counts = Pick<LimitRule, 'opensAfter' | 'endsAfter'>;

/**
 * A valid value begins, grows or calms the run before it. Values of the past, sent late, add to a run and end none. See
 * docs/decisions/0114.
 */
export function advanced(run: Run | null, value: Value, counts: Counts): Step {
  return value.broken ? grown(run, value, value.broken, counts) : calmed(run, value, counts);
}

/** A run whose rule is no longer in force at the time of a later value. */
export function cutOff(run: Run, at: Date): Step {
  if (!run.isOpen) return { run: null, change: null };
  return { run: { ...run, endedAt: run.withinSince ?? at, judgedAt: at }, change: 'ENDED' };
}

function grown(
  run: Run | null,
  { value, measuredAt, isCorrection }: Value,
  { bound, limit }: BrokenBound,
  { opensAfter }: Counts,
): Step {
  const worst = { peak: value, peakAt: measuredAt, bound, limit };
  if (!run) {
    const isOpen = opensAfter <= 1;
    const times = { firstAt: measuredAt, lastAt: measuredAt, judgedAt: measuredAt };
    const fresh = { isOpen, ...worst, ...times, readingCount: 1, ...CALM_NOT_BEGUN, endedAt: null };
    return { run: fresh, change: isOpen ? 'OPENED' : null };
  }
  const isLate = measuredAt < run.judgedAt;
  // A correction within the run takes the place of a value that was counted.
  const readingCount = run.readingCount + (isCorrection && measuredAt <= run.lastAt ? 0 : 1);
  const isOpen = run.isOpen || readingCount >= opensAfter;
  const next: Run = {
    ...run,
    ...(isWorse(worst, run) ? worst : {}),
    ...(isLate ? {} : CALM_NOT_BEGUN),
    isOpen,
    readingCount,
    firstAt: earlier(run.firstAt, measuredAt),
    lastAt: later(run.lastAt, measuredAt),
    judgedAt: later(run.judgedAt, measuredAt),
  };
  return { run: next, change: isOpen ? (run.isOpen ? 'GREW' : 'OPENED') : null };
}

function calmed(run: Run | null, { measuredAt }: Value, { endsAfter }: Counts): Step {
  if (!run || measuredAt < run.judgedAt) return { run, change: null };
  if (!run.isOpen) return { run: null, change: null };
  const withinCount = run.withinCount + 1;
  const withinSince = run.withinSince ?? measuredAt;
  const next = { ...run, withinCount, withinSince, judgedAt: measuredAt };
  if (withinCount < endsAfter) return { run: next, change: null };
  return { run: { ...next, endedAt: withinSince }, change: 'ENDED' };
}

const CALM_NOT_BEGUN = { withinCount: 0, withinSince: null } as const;

type Worst = Pick<Run, 'peak' | 'limit'>;

/** By the distance from the limit: a rule may have two bounds. */
function isWorse(value: Worst, run: Worst): boolean {
  return distance(value) > distance(run);
}

function distance({ peak, limit }: Worst): number {
  return Math.abs(Number(peak) - Number(limit));
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
