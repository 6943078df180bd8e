import type { Case, CaseFollower } from '../../case/index.ts';
import type { HotSpotRepository } from './hot-spot.repository.ts';
import { countedAs, type CountKey } from './hot-spot.rule.ts';

/** Keeps the daily counts: in the transaction in which a case is opened, and in that of each change of where it counts. */
export class HotSpotCounter implements CaseFollower {
  constructor(private readonly counts: HotSpotRepository) {}

  opened(subject: Case): Promise<void> {
    return this.recount(null, countedAs(subject));
  }

  follow(before: Case, after: Case): Promise<void> {
    return this.recount(countedAs(before), countedAs(after));
  }

  private async recount(old: CountKey | null, fresh: CountKey | null): Promise<void> {
    if (old && fresh && textOf(old) === textOf(fresh)) return;
    const changes = [...(old ? [[old, -1] as const] : []), ...(fresh ? [[fresh, 1] as const] : [])];
    // Always in one order: two cases that change places at once lock no count crosswise.
    changes.sort(([one], [other]) => (textOf(one) < textOf(other) ? -1 : 1));
    for (const [key, difference] of changes) await this.counts.count(key, difference);
  }
}

function textOf({ day, gridCode, categoryCode }: CountKey): string {
  return `${day} ${gridCode} ${categoryCode}`;
}
