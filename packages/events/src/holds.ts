/** Positions after which somebody still needs the events. */
export class Holds {
  private readonly needs = new Set<() => number | undefined>();

  add(needed: () => number | undefined): () => void {
    // A wrapper of its own, so that one who holds twice lets go twice.
    const need = (): number | undefined => needed();
    this.needs.add(need);
    return () => void this.needs.delete(need);
  }

  /** Up to which position nobody needs anything: what may be dropped. */
  get free(): number {
    return Math.min(...[...this.needs].map((need) => need() ?? 0));
  }
}
