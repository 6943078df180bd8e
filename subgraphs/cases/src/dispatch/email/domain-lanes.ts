/** How many e-mails are under way to each domain, so that one that holds us up does not hold up the others. */
export class DomainLanes {
  private readonly under = new Map<string, number>();

  constructor(private readonly width: number) {}

  /** Domains that take no further e-mail now. */
  full(): string[] {
    return [...this.under].filter(([, count]) => count >= this.width).map(([domain]) => domain);
  }

  /** @returns whether there was room. */
  enter(domain: string): boolean {
    const count = this.under.get(domain) ?? 0;
    if (count >= this.width) return false;
    this.under.set(domain, count + 1);
    return true;
  }

  leave(domain: string): void {
    const count = (this.under.get(domain) ?? 0) - 1;
    if (count > 0) this.under.set(domain, count);
    else this.under.delete(domain);
  }
}
