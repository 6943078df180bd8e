import { newId } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { hasRole, personOf, type Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import { shanghaiDay } from '@ecogrid/service';
import { daysOf, type PeriodService } from '../period/index.ts';
import type { RuleSetService } from '../rule-set/index.ts';
import type { SubjectFinder } from '../subject/index.ts';
import { reversalOf, type Ledger } from './ledger.ts';
import type { PostManualEntryInput, ReverseEntryInput } from './ledger.input.ts';
import { isDuplicate, type LedgerRepository } from './ledger.repository.ts';
import { MANUAL_SOURCE, type ScoreEntry } from './score-entry.entity.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly periods: PeriodService;
  readonly ruleSets: RuleSetService;
  readonly subjects: SubjectFinder;
  readonly repository: LedgerRepository;
  readonly ledger: Ledger;
}

/** What assessors enter by hand. The entry is its own audit line: who, when and why are columns of it. */
export class LedgerService {
  constructor(private readonly parts: Parts) {}

  async postManual(actor: Actor, input: PostManualEntryInput): Promise<ScoreEntry> {
    permit(actor, 'postManualEntry');
    const id = await mutate(this.parts.scope, actor, 'postManualEntry', input, () => this.post(actor, input));
    return this.existing(id);
  }

  async reverse(actor: Actor, input: ReverseEntryInput): Promise<ScoreEntry> {
    permit(actor, 'reverseEntry');
    const id = await mutate(this.parts.scope, actor, 'reverseEntry', input, () =>
      this.takeBack(actor, input),
    );
    return this.existing(id);
  }

  private async post(actor: Actor, { ruleCode, subjectCode, reason }: PostManualEntryInput): Promise<string> {
    const now = this.parts.scope.clock.now();
    const found = await this.parts.ruleSets.manualRule(ruleCode, shanghaiDay(now));
    if (!found) throw new EcoGridError('NOT_FOUND', { thing: 'manual rule', id: ruleCode });
    const { rule, ruleSet } = found;
    const subject = { kind: rule.subjectKind, code: subjectCode };
    if (!(await this.parts.subjects.isAssessed(subject, daysOf(this.parts.periods.currentCode())))) {
      throw new EcoGridError('NOT_FOUND', { thing: rule.subjectKind.toLowerCase(), id: subjectCode });
    }
    const id = newId();
    await this.parts.ledger.append([
      {
        id,
        subjectKind: rule.subjectKind,
        subjectCode,
        ruleId: rule.id,
        ruleCode,
        ruleSetVersion: ruleSet.version,
        periodCode: await this.parts.periods.openFor(now),
        pointsHundredths: rule.pointsHundredths,
        sourceTopic: MANUAL_SOURCE,
        sourceEventId: id,
        sourceId: null,
        inputs: {},
        reversalOf: null,
        reason,
        postedBy: personOf(actor),
        postedAt: now,
      },
    ]);
    return id;
  }

  private async takeBack(actor: Actor, { entryId, reason }: ReverseEntryInput): Promise<string> {
    const entry = await this.existing(entryId);
    if (entry.reversalOf !== null) refuse('a reversal is not reversed; post the entry anew');
    if (await this.parts.repository.isReversed(entryId)) refuse('the entry was reversed before');
    const now = this.parts.scope.clock.now();
    const reversal = reversalOf(entry, {
      periodCode: await this.parts.periods.openFor(now),
      reason,
      postedBy: personOf(actor),
      postedAt: now,
    });
    await this.parts.ledger.append([reversal]).catch(refuseSecondReversal);
    return reversal.id;
  }

  private async existing(id: string): Promise<ScoreEntry> {
    const entry = await this.parts.repository.find(id);
    if (!entry) throw new EcoGridError('NOT_FOUND', { thing: 'score entry', id });
    return entry;
  }
}

function permit(actor: Actor, action: string): void {
  if (!hasRole(actor, 'ASSESSOR')) throw new EcoGridError('FORBIDDEN', { action });
}

/** Two assessors may reverse at once: the unique key lets one through. */
function refuseSecondReversal(error: unknown): never {
  if (isDuplicate(error)) refuse('the entry was reversed before');
  throw error;
}

function refuse(reason: string): never {
  throw new EcoGridError('GUARD_FAILED', { action: 'reverseEntry', reason });
}
