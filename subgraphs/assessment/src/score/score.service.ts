import type { GraphContext } from '@ecogrid/subgraph';
import type { LedgerRepository } from '../ledger/index.ts';
import { daysOf, requirePeriodCode, type PeriodService } from '../period/index.ts';
import type { RuleSet } from '../rule-set/index.ts';
import {
  SubjectKind,
  canReadScore,
  shownCode,
  type Subject,
  type SubjectFinder,
  type SubjectRepository,
} from '../subject/index.ts';
import { scoreKey, type EntryTotal, type ScoreRepository } from './score.repository.ts';
import { Score, type ScoreExplanation } from './score.type.ts';

interface Parts {
  readonly periods: PeriodService;
  readonly subjects: SubjectRepository;
  readonly finder: SubjectFinder;
  readonly scores: ScoreRepository;
  readonly entries: LedgerRepository;
}

/** Scores as actors may read them; null for a subject that is not assessed or not theirs to see. */
export class ScoreService {
  constructor(private readonly parts: Parts) {}

  /** A department's own score, and for a street's office and platform that of the street. */
  async ofOrganization(
    code: string,
    period: string | undefined,
    context: GraphContext,
  ): Promise<Score | null> {
    const known = await context.load(this.parts.subjects.organizationByCode, code);
    if (!known) return null;
    const isStreet = known.kind === 'STREET_OFFICE' || known.platformLevel === 3;
    if (isStreet) return this.read({ kind: SubjectKind.STREET, code: known.divisionCode }, period, context);
    return known.kind === 'DEPARTMENT'
      ? this.read({ kind: SubjectKind.DEPARTMENT, code }, period, context)
      : null;
  }

  /** The score of a unit grid, or of a street for its grid; the zone is not assessed. */
  async ofGrid(code: string, period: string | undefined, context: GraphContext): Promise<Score | null> {
    const known = await context.load(this.parts.subjects.gridByCode, code);
    if (!known || known.level < 3) return null;
    return this.read(
      { kind: known.level === 4 ? SubjectKind.GRID : SubjectKind.STREET, code },
      period,
      context,
    );
  }

  async ofPerson(id: string, period: string | undefined, context: GraphContext): Promise<Score | null> {
    const subject = { kind: SubjectKind.MEMBER, code: id };
    if (!canReadScore(context.actor, subject)) return null;
    const isMember = await context.load(this.parts.subjects.isMemberDuring, `${this.codeOf(period)}/${id}`);
    return isMember ? this.read(subject, period, context) : null;
  }

  async explain(
    subject: Subject,
    period: string | undefined,
    context: GraphContext,
  ): Promise<ScoreExplanation | null> {
    const code = this.codeOf(period);
    if (!canReadScore(context.actor, subject) || shownCode(context.actor, subject) === null) return null;
    if (!(await this.parts.finder.isAssessed(subject, daysOf(code)))) return null;
    const score = await this.read(subject, code, context);
    return score && { score };
  }

  /** @throws EcoGridError INPUT_INVALID when the period is no month. */
  codeOf(period: string | undefined): string {
    return period === undefined ? this.parts.periods.currentCode() : requirePeriodCode(period);
  }

  private async read(
    subject: Subject,
    period: string | undefined,
    context: GraphContext,
  ): Promise<Score | null> {
    const code = this.codeOf(period);
    if (!canReadScore(context.actor, subject)) return null;
    const ruleSet = await context.load(this.parts.scores.ruleSetOf, code);
    return (
      ruleSet &&
      scoreOf(subject, code, ruleSet, await context.load(this.parts.scores.totals, scoreKey(subject, code)))
    );
  }
}

export function scoreOf(
  { kind, code }: Subject,
  periodCode: string,
  ruleSet: RuleSet,
  total: EntryTotal,
): Score {
  const { sum, count } = total;
  const fields = {
    subjectKind: kind,
    subjectCode: code,
    periodCode,
    ruleSet,
    entriesHundredths: sum,
    entryCount: count,
  };
  return Object.assign(new Score(), fields);
}
