import type { Case, CaseFollower } from '../../case/index.ts';
import type { TimeSegment } from '@ecogrid/work-time';
import type { ClockSegmentRepository } from '../../worktime/index.ts';
import type { NoticePlanner, Subject } from './notice.planner.ts';

interface Parts {
  readonly planner: NoticePlanner;
  readonly clocks: ClockSegmentRepository;
}

/** Keeps the timers of a case in step with its business clock, and with the day of its look-back. */
export class CaseDeadlines implements CaseFollower {
  constructor(private readonly parts: Parts) {}

  async follow(before: Case, after: Case, segments?: readonly TimeSegment[]): Promise<void> {
    if (!isSame(before.dueAt, after.dueAt) || !isSame(before.closedAt, after.closedAt))
      await this.clock(after, segments);
    if (after.gridCode && before.gridCode !== after.gridCode)
      await this.parts.planner.relocate(after.id, after.gridCode);
    if (before.lookBackDueOn !== after.lookBackDueOn) await this.lookBack(before, after);
  }

  private async clock(subject: Case, known?: readonly TimeSegment[]): Promise<void> {
    const { planner, clocks } = this.parts;
    const about = subjectOf('CASE', subject);
    const { dueAt, filedAt, closedAt, closingMinutes, isUrgent, calendarVersion } = subject;
    if (!about || !dueAt || !filedAt || closedAt || closingMinutes === null)
      return planner.clear({ thing: 'CASE', thingId: subject.id });
    const segments = known ?? (await clocks.ofBusiness(subject.id));
    await planner.replan({
      subject: about,
      isUrgent,
      calendarVersion,
      deadlineAt: dueAt,
      startedAt: filedAt,
      segments,
      promiseMinutes: closingMinutes,
      unacknowledgedSince: null,
    });
  }

  private async lookBack(before: Case, subject: Case): Promise<void> {
    const about = subjectOf('LOOK_BACK', subject);
    if (before.lookBackDueOn) await this.parts.planner.clear({ thing: 'LOOK_BACK', thingId: subject.id });
    if (about && subject.lookBackDueOn) await this.parts.planner.lookBack(about, subject.lookBackDueOn);
  }
}

function subjectOf(thing: Subject['thing'], { id, categoryCode, gridCode }: Case): Subject | null {
  if (gridCode === null) return null;
  return { thing, thingId: id, caseId: id, categoryCode, organizationCode: null, gridCode };
}

function isSame(a: Date | null, b: Date | null): boolean {
  return a?.getTime() === b?.getTime();
}
