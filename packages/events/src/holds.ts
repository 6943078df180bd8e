/** Positions after which the events are still needed. */
export class Holds {
  private readonly needs = new Set<() => number | undefined>();

  add(needed: () => number | undefined): () => void {
    // A wrapper of its own, so that two holds of one holder are released separately.
    const need = (): number | undefined => needed();
    this.needs.add(need);
    return () => void this.needs.delete(need);
  }

  /** The position up to which no event is needed: earlier events may be dropped. */
  get free(): number {
    return Math.min(...[...this.needs].map((need) => need() ?? 0));
  }
}
