/** The same numbers for the same seed: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same whole numbers for the same seed, each less than the given bound. */
export function seededBelow(seed: number): (below: number) => number {
  const next = seeded(seed);
  return (below) => Math.floor(next() * below);
}

/** The same things in an order of chance. */
export function shuffled<Thing>(things: readonly Thing[], chance: () => number): Thing[] {
  const drawn = things.map((thing) => ({ thing, lot: chance() }));
  return drawn.toSorted((one, other) => one.lot - other.lot).map(({ thing }) => thing);
}

/** The result of a scenario. It has passed without faults. */
export interface Report {
  readonly faults: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
