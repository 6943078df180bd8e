import type { Actor } from '@ecogrid/identity';
import { shanghaiDay } from '@ecogrid/service';
import { dueOf, type TimeSegment, type WorkCalendar, type WorkCalendars } from '@ecogrid/work-time';
import type { Case, CaseChange, CaseChanges, CaseFact, CasePermission } from '../../case/index.ts';
import type { ClockSegmentRepository } from '../../worktime/index.ts';
import type { LookBack } from './look-back.entity.ts';
import type { LookBackRepository } from './look-back.repository.ts';
import { scheduledLookBack } from './look-back.schedule.ts';

interface Parts {
  readonly changes: CaseChanges;
  readonly lookBacks: LookBackRepository;
  readonly clocks: ClockSegmentRepository;
  readonly workCalendars: WorkCalendars;
}

/** The rows that decide a reopening. */
export interface ReopeningFacts {
  /** The look-back that is due, if there is one. */
  readonly lookBack: LookBack | null;
  /** How the business clock ran. */
  readonly segments: readonly TimeSegment[];
  readonly calendar: WorkCalendar;
}

/** The step that found a failure, and its person. */
interface Failure {
  readonly action: 'recordLookBack' | 'failInspection';
  /** The version of the case that the caller has seen. */
  readonly version: number;
  readonly note: string | null;
  readonly recordedBy: string | null;
}

export interface ReopeningPlan {
  readonly at: Date;
  readonly change: CaseChange;
  readonly lookBackId: string;
  /** The look-back of today, for a case that had none that was due. */
  readonly added: LookBack | null;
  readonly recorded: Partial<LookBack>;
}

/** The effects of a failed look-back: its case is reopened, linked to it, and announced for scoring. */
export class Reopening {
  constructor(private readonly parts: Parts) {}

  async load({ id, isUrgent, lookBackDueOn }: Case): Promise<ReopeningFacts> {
    const { lookBacks, clocks, workCalendars } = this.parts;
    return {
      lookBack: lookBackDueOn === null ? null : await lookBacks.due(id),
      segments: await clocks.ofBusiness(id),
      calendar: await workCalendars.current(isUrgent),
    };
  }

  async write(
    actor: Actor,
    permission: CasePermission,
    subject: Case,
    { at, change, lookBackId, added, recorded }: ReopeningPlan,
  ): Promise<Case> {
    const { changes, lookBacks, clocks } = this.parts;
    if (added) await lookBacks.insert(added);
    await clocks.start(subject.id, [null], at);
    const reopenedCase = await changes.write(actor, permission, subject, change);
    await lookBacks.record(lookBackId, recorded);
    return reopenedCase;
  }
}

/**
 * The state of a closed case after a failed look-back: the one that is due, or one of today. The business clock
 * continues: the rest at closing is available now, the time between is not counted, and a case closed late stays late.
 */
export function reopened(
  subject: Case,
  { lookBack, segments: before, calendar }: ReopeningFacts,
  { action, version, note, recordedBy }: Failure,
  at: Date,
): ReopeningPlan {
  const failed = lookBack ?? lookBackOfToday(subject, at);
  const [added, lookBackId] = [lookBack ? null : failed, failed.id];
  const segments = [...before, { state: 'RUNNING', startedAt: at, endedAt: null } as const];
  const { closingMinutes } = subject;
  const dueAt = closingMinutes === null ? subject.dueAt : dueOf(calendar, closingMinutes, segments);
  const again = { reopenedAt: at, reopenCount: subject.reopenCount + 1, closedAt: null, checkerId: null };
  const clock = { dueAt, calendarVersion: calendar.version, lookBackDueOn: null };
  const set = { ...again, ...clock, unmetCriteria: [], reopenedByLookBackId: lookBackId };
  const facts = [lookBackFailed({ ...subject, ...set }, lookBackId, { note, recordedBy }, at)];
  return {
    at,
    lookBackId,
    added,
    change: { action, to: 'REOPENED', version, set, note, facts, segments },
    recorded: { state: 'FAILED', note, recordedBy, recordedAt: at },
  };
}

function lookBackOfToday(subject: Case, at: Date): LookBack {
  const added = scheduledLookBack({ ...subject, lookBackDueOn: shanghaiDay(at) });
  if (!added) throw new Error(`case ${subject.id} is closed and lies in no grid`);
  return added;
}

function lookBackFailed(
  subject: Case,
  lookBackId: string,
  { note, recordedBy }: Pick<Failure, 'note' | 'recordedBy'>,
  at: Date,
): CaseFact {
  const { id: caseId, number, categoryCode, gridCode, supervisedObjectId, leadOrganizationCode } = subject;
  const about = {
    lookBackId,
    caseId,
    number,
    categoryCode,
    gridCode,
    supervisedObjectId,
    leadOrganizationCode,
  };
  const payload = { ...about, note, recordedBy, at: at.toISOString(), count: subject.reopenCount };
  return { topic: 'LookBackFailed', payload };
}
