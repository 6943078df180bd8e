import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Guard, type Thing } from '@ecogrid/errors';
import { personOf, type Actor } from '@ecogrid/identity';
import { perform, requireRole, type MutationScope } from '@ecogrid/subgraph';
import { shanghaiDay } from '@ecogrid/service';
import { daysOf, type PeriodService } from '../period/index.ts';
import { ScoreSource, type RuleSetService } from '../rule-set/index.ts';
import type { SubjectFinder, SubjectKind } from '../subject/index.ts';
import { reversalOf, type Ledger } from './ledger.ts';
import type { PostManualEntryInput, ReverseEntryInput } from './ledger.input.ts';
import { isDuplicate, type LedgerRepository } from './ledger.repository.ts';
import type { ScoreEntry } from './score-entry.entity.ts';

const POST = term('postManualEntry', '人工计分', 'post an entry by hand');
const REVERSE = term('reverseEntry', '冲销计分', 'reverse an entry');
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

interface ManualFacts {
  readonly found: Awaited<ReturnType<RuleSetService['manualRule']>>;
  readonly isAssessed: boolean;
  /** The period that takes the entry. */
  readonly periodCode: string;
}

interface ReversalFacts {
  readonly entry: ScoreEntry | null;
  readonly isReversed: boolean;
  readonly periodCode: string;
}

/** Manual entries of assessors. The entry is its own audit line: person, time and reason are its columns. */
export class LedgerService {
  constructor(private readonly parts: Parts) {}

  postManual(actor: Actor, input: PostManualEntryInput): Promise<ScoreEntry> {
    return perform(this.parts.scope, actor, input, {
      operation: 'postManualEntry',
      admit: (each) => requireRole(each, POST, 'ASSESSOR'),
      load: () => this.manualFacts(input),
      decide: (facts, _input, now) => manualEntry(personOf(actor), facts, input, now),
      write: (entry) => this.append(entry),
      again: (id) => this.existing(id),
    });
  }

  reverse(actor: Actor, input: ReverseEntryInput): Promise<ScoreEntry> {
    return perform(this.parts.scope, actor, input, {
      operation: 'reverseEntry',
      admit: (each) => requireRole(each, REVERSE, 'ASSESSOR'),
      load: () => this.reversalFacts(input.entryId),
      decide: (facts, { entryId, reason }, postedAt) => {
        const by = { periodCode: facts.periodCode, reason, postedBy: personOf(actor), postedAt };
        return reversalOf(reversible(facts, entryId), by);
      },
      write: (reversal) => this.append(reversal).catch(refuseSecondReversal),
      again: (id) => this.existing(id),
    });
  }

  private async manualFacts({ ruleCode, subjectCode }: PostManualEntryInput): Promise<ManualFacts> {
    const { scope, ruleSets, subjects, periods } = this.parts;
    const now = scope.clock.now();
    const found = await ruleSets.manualRule(ruleCode, shanghaiDay(now));
    const subject = found && { kind: found.rule.subjectKind, code: subjectCode };
    const isAssessed = !!subject && (await subjects.isAssessed(subject, daysOf(periods.currentCode())));
    return { found, isAssessed, periodCode: await periods.takes(now) };
  }

  private async reversalFacts(entryId: string): Promise<ReversalFacts> {
    const { repository, periods, scope } = this.parts;
    return {
      entry: await repository.find(entryId),
      isReversed: await repository.isReversed(entryId),
      periodCode: await periods.takes(scope.clock.now()),
    };
  }

  private async append(entry: ScoreEntry): Promise<ScoreEntry> {
    await this.parts.periods.ensure(entry.periodCode);
    await this.parts.ledger.append([entry]);
    return entry;
  }

  private async existing(id: string): Promise<ScoreEntry> {
    const entry = await this.parts.repository.find(id);
    if (!entry) throw new EcoGridError('NOT_FOUND', { thing: 'scoreEntry', id });
    return entry;
  }
}

/** @throws EcoGridError NOT_FOUND for an unknown rule, or a subject that is not assessed. */
function manualEntry(
  postedBy: string | null,
  { found, isAssessed, periodCode }: ManualFacts,
  { ruleCode, subjectCode, reason }: PostManualEntryInput,
  postedAt: Date,
): ScoreEntry {
  if (!found) throw new EcoGridError('NOT_FOUND', { thing: 'manualRule', id: ruleCode });
  const { rule, ruleSet } = found;
  const { subjectKind, pointsHundredths, id: ruleId } = rule;
  if (!isAssessed) throw new EcoGridError('NOT_FOUND', { thing: SUBJECTS[subjectKind], id: subjectCode });
  const id = newId();
  const source = { sourceTopic: ScoreSource.MANUAL, sourceEventId: id, sourceId: null, inputs: {} };
  const by = { ruleId, ruleCode, ruleSetVersion: ruleSet.version, periodCode, pointsHundredths };
  const posting = { reversalOf: null, reason, postedBy, postedAt };
  return { id, subjectKind, subjectCode, ...by, ...source, ...posting };
}

/** The entry to be taken back. @throws EcoGridError NOT_FOUND or GUARD_FAILED. */
function reversible({ entry, isReversed }: ReversalFacts, id: string): ScoreEntry {
  if (!entry) throw new EcoGridError('NOT_FOUND', { thing: 'scoreEntry', id });
  if (entry.reversalOf !== null) refuse('originalEntry');
  if (isReversed) refuse('notReversed');
  return entry;
}

/** Two assessors may reverse at once: the unique key lets one through. */
function refuseSecondReversal(error: unknown): never {
  if (isDuplicate(error)) refuse('notReversed');
  throw error;
}

function refuse(guard: Guard): never {
  throw new EcoGridError('GUARD_FAILED', { action: REVERSE, guard });
}
