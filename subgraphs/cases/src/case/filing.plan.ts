import { EcoGridError } from '@ecogrid/errors';
import { addWorkMinutes, type WorkCalendar } from '@ecogrid/work-time';
import type { Category, IntakeChannel } from '../codes/index.ts';
import type { GridMatch } from '../neighbours/index.ts';
import type { CaseChange } from './case.changes.ts';
import type { Case } from './case.entity.ts';
import type { FileCaseInput } from './case.input.ts';
import { caseWorkflow } from './workflow/index.ts';

/** The rows that decide a filing. */
export interface FilingFacts {
  readonly subject: Case;
  /** The category of the input, otherwise that of the case; null when there is none of that code. */
  readonly category: Category | null;
  readonly channel: IntakeChannel;
  readonly calendar: WorkCalendar;
  /** The grid of the input; null when the input names none, and when there is none of that code. */
  readonly named: GridMatch | null;
}

const MINUTE_MS = 60_000;
const { actions } = caseWorkflow;

/** The writes of a filing (立案). A reopened case keeps its clock. @throws EcoGridError GUARD_FAILED or NOT_FOUND. */
export function planFiling(facts: FilingFacts, input: FileCaseInput, filedAt: Date): CaseChange {
  const { subject, calendar } = facts;
  const category = categoryOf(facts, input);
  const settled = {
    categoryCode: category.code,
    isUrgent: urgencyOf(subject, category, input),
    ...gridOf(facts, input),
  };
  const change = { action: 'file', to: 'FILED', version: input.version } as const;
  if (subject.filedAt) return { ...change, set: settled };
  const { closingMinutes } = category;
  const dueAt = addWorkMinutes(calendar, filedAt, closingMinutes);
  const set = { ...settled, closingMinutes, calendarVersion: calendar.version, filedAt, dueAt };
  const payload = factOf({ ...subject, ...set }, filedAt, facts.channel);
  return { ...change, set, facts: [{ topic: 'CaseFiled', payload }] };
}

/** Whether the case is urgent once it is filed (紧急). */
export function urgencyOf(subject: Case, category: Category | null, { isUrgent }: FileCaseInput): boolean {
  return isUrgent ?? (subject.isUrgent || (category?.isUrgent ?? false));
}

function categoryOf({ subject, category }: FilingFacts, input: FileCaseInput): Category {
  if (category) return category;
  const code = input.categoryCode ?? subject.categoryCode;
  if (code === null) throw new EcoGridError('GUARD_FAILED', { action: actions.file, guard: 'categorySet' });
  throw new EcoGridError('NOT_FOUND', { thing: 'category', id: code });
}

function gridOf(
  { subject, named }: FilingFacts,
  { gridCode }: FileCaseInput,
): Pick<Case, 'gridCode' | 'gridMatch'> {
  if (gridCode && gridCode !== subject.gridCode) {
    if (!named) throw new EcoGridError('NOT_FOUND', { thing: 'grid', id: gridCode });
    return { gridCode, gridMatch: named };
  }
  if (subject.gridCode) return { gridCode: subject.gridCode, gridMatch: subject.gridMatch };
  throw new EcoGridError('GUARD_FAILED', { action: actions.file, guard: 'gridSet' });
}

function factOf(filed: Case, filedAt: Date, { filingMinutes }: IntakeChannel) {
  const {
    id: caseId,
    number,
    channelCode: channel,
    categoryCode,
    gridCode,
    supervisedObjectId,
    reporterId,
  } = filed;
  const isOnTime = filedAt.getTime() - filed.createdAt.getTime() <= filingMinutes * MINUTE_MS;
  return {
    caseId,
    number,
    channel,
    categoryCode,
    gridCode,
    supervisedObjectId,
    filedAt: filedAt.toISOString(),
    reporterId,
    isOnTime,
  };
}
