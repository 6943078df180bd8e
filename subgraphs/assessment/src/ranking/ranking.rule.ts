/** Something with points and the rank they give it. */
export interface Ranked<Item> {
  readonly item: Item;
  /** From 1. */
  readonly rank: number;
}

/** Competition ranking: equal points share a rank, and the ranks after them are left out (1, 2, 2, 4). */
export function competitionRanking<Item>(
  items: readonly Item[],
  pointsOf: (item: Item) => number,
): Array<Ranked<Item>> {
  const sorted = [...items].sort((a, b) => pointsOf(b) - pointsOf(a));
  const firstWith = new Map<number, number>();
  sorted.forEach((item, index) => {
    const points = pointsOf(item);
    if (!firstWith.has(points)) firstWith.set(points, index + 1);
  });
  return sorted.map((item) => ({ item, rank: firstWith.get(pointsOf(item)) as number }));
}
