import type { Actor } from '@ecogrid/identity';
import type { CaseChanges } from './case.changes.ts';
import type { CaseCredit } from './case.credit.ts';
import type { Case } from './case.entity.ts';
import type { CaseRepository } from './case.repository.ts';
import type { HistoryService } from './history/index.ts';

interface Parts {
  readonly cases: CaseRepository;
  readonly changes: CaseChanges;
  readonly credit: CaseCredit;
  readonly history: HistoryService;
}

/**
 * A case that is rejected or void gives back the cases merged into it, each in the state it had: their reports are
 * decided on by the desk, and none is lost with the decision about another case. Called inside a unit of work.
 */
export class CaseRelease {
  constructor(private readonly parts: Parts) {}

  async after(actor: Actor, ended: Case): Promise<void> {
    const { cases, credit } = this.parts;
    const merged = await cases.mergedInto(ended.id);
    for (const each of merged) await this.release(actor, ended, each);
    if (merged.length > 0) await credit.settle(ended);
  }

  private async release(actor: Actor, ended: Case, merged: Case): Promise<void> {
    const { id: thingId, number, version, stateBefore } = merged;
    if (!stateBefore) throw new Error(`${number} has no state before its merge`);
    const set = { stateBefore: null, mergedIntoId: null };
    const change = { action: 'release', to: stateBefore, version, set, note: ended.number } as const;
    await this.parts.changes.follow(actor, merged, change);
    await this.parts.history.append(actor, {
      caseId: ended.id,
      thing: 'CASE',
      thingId,
      action: 'release',
      from: 'MERGED',
      to: stateBefore,
      actorRole: null,
      note: number,
    });
  }
}
