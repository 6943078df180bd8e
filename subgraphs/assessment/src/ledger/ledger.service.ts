import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Guard, type Term, type Thing } from '@ecogrid/errors';
import { hasRole, personOf, type Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import { shanghaiDay } from '@ecogrid/service';
import { daysOf, type PeriodService } from '../period/index.ts';
import type { RuleSetService } from '../rule-set/index.ts';
import type { SubjectFinder, SubjectKind } from '../subject/index.ts';
import { reversalOf, type Ledger } from './ledger.ts';
import type { PostManualEntryInput, ReverseEntryInput } from './ledger.input.ts';
import { isDuplicate, type LedgerRepository } from './ledger.repository.ts';
import { MANUAL_SOURCE, type ScoreEntry } from './score-entry.entity.ts';

const POST = term('postManualEntry', '人工计分');
const REVERSE = term('reverseEntry', '冲销计分');
const SUBJECTS: Readonly<Record<SubjectKind, Thing>> = {
  MEMBER: 'member',
  GRID: 'grid',
  STREET: 'street',
  DEPARTMENT: 'department',
};

interface Parts {
  readonly scope: MutationScope;
  readonly periods: PeriodService;
  readonly ruleSets: RuleSetService;
  readonly subjects: SubjectFinder;
  readonly repository: LedgerRepository;
  readonly ledger: Ledger;
}

/** Manual entries of assessors. The entry is its own audit line: person, time and reason are its columns. */
export class LedgerService {
  constructor(private readonly parts: Parts) {}

  async postManual(actor: Actor, input: PostManualEntryInput): Promise<ScoreEntry> {
    permit(actor, POST);
    const id = await mutate(this.parts.scope, actor, 'postManualEntry', input, () => this.post(actor, input));
    return this.existing(id);
  }

  async reverse(actor: Actor, input: ReverseEntryInput): Promise<ScoreEntry> {
    permit(actor, REVERSE);
    const id = await mutate(this.parts.scope, actor, 'reverseEntry', input, () =>
      this.takeBack(actor, input),
    );
    return this.existing(id);
  }

  private async post(actor: Actor, { ruleCode, subjectCode, reason }: PostManualEntryInput): Promise<string> {
    const now = this.parts.scope.clock.now();
    const found = await this.parts.ruleSets.manualRule(ruleCode, shanghaiDay(now));
    if (!found) throw new EcoGridError('NOT_FOUND', { thing: 'manualRule', id: ruleCode });
    const { rule, ruleSet } = found;
    const subject = { kind: rule.subjectKind, code: subjectCode };
    if (!(await this.parts.subjects.isAssessed(subject, daysOf(this.parts.periods.currentCode())))) {
      throw new EcoGridError('NOT_FOUND', { thing: SUBJECTS[rule.subjectKind], id: subjectCode });
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
    if (entry.reversalOf !== null) refuse('originalEntry');
    if (await this.parts.repository.isReversed(entryId)) refuse('notReversed');
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
    if (!entry) throw new EcoGridError('NOT_FOUND', { thing: 'scoreEntry', id });
    return entry;
  }
}

function permit(actor: Actor, action: Term): void {
  if (!hasRole(actor, 'ASSESSOR')) throw new EcoGridError('FORBIDDEN', { action });
}

/** Two assessors may reverse at once: the unique key lets one through. */
function refuseSecondReversal(error: unknown): never {
  if (isDuplicate(error)) refuse('notReversed');
  throw error;
}

function refuse(guard: Guard): never {
  throw new EcoGridError('GUARD_FAILED', { action: REVERSE, guard });
}
