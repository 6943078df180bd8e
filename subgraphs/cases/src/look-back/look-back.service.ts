import { personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay } from '@ecogrid/service';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import { caseWorkflow, type Case, type CaseChanges, type CaseInput } from '../case/index.ts';
import type { WorkCalendars } from '../calendar/index.ts';
import type { ClockSegmentRepository } from '../clock/index.ts';
import { dueOf } from '../deadline/index.ts';
import type { RecordLookBackInput, StartLookBackInput } from './look-back.input.ts';
import type { LookBackRepository } from './look-back.repository.ts';
import { reasonMissing } from './reason.rule.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly lookBacks: LookBackRepository;
  readonly clocks: ClockSegmentRepository;
  readonly workCalendars: WorkCalendars;
}

/** Whether what was put right lasts; when it does not, the case is reopened. Article row 42. */
export class LookBackService {
  constructor(private readonly parts: Parts) {}

  start(actor: Actor, input: StartLookBackInput): Promise<Case> {
    return this.run(actor, 'startLookBack', input, async (subject) => {
      const { version } = input;
      await this.parts.changes.perform(actor, subject, { action: 'startLookBack', to: 'LOOKBACK', version });
    });
  }

  record(actor: Actor, input: RecordLookBackInput): Promise<Case> {
    return this.run(actor, 'recordLookBack', input, async (subject) => {
      const { changes, lookBacks } = this.parts;
      const { version, outcome, note } = input;
      const hasFailed = outcome === 'FAILED';
      caseWorkflow.require(actor, subject, 'recordLookBack');
      const { id, dueOn } = await lookBacks.due(subject.id);
      const recordedAt = this.now();
      const missing = note ? null : reasonMissing(outcome, dueOn, shanghaiDay(recordedAt));
      if (missing) throw missing;
      const reopened = hasFailed && { ...(await this.reopening(subject)), reopenedByLookBackId: id };
      const set = { lookBackDueOn: null, ...reopened };
      const to = hasFailed ? 'REOPENED' : 'CLOSED';
      const change = { action: 'recordLookBack', to, version, set, note } as const;
      const done = await changes.perform(actor, subject, change);
      const recorded = { note: note ?? null, recordedBy: personOf(actor), recordedAt };
      await lookBacks.record(id, { state: outcome, ...recorded });
      if (hasFailed) await this.reopen(actor, done, id, note ?? null);
    });
  }

  /**
   * What a failed look-back leaves of a closed case. The business clock runs on: what was left of it at closing is left
   * now, the time between is not counted, and what was closed late stays late.
   */
  private async reopening(subject: Case): Promise<Partial<Case>> {
    const { clocks, workCalendars } = this.parts;
    const now = this.now();
    await clocks.start(subject.id, [null], now);
    const { isUrgent, closingMinutes, reopenCount } = subject;
    const calendar = await workCalendars.current(isUrgent);
    const segments = await clocks.ofBusiness(subject.id);
    const dueAt = closingMinutes === null ? subject.dueAt : dueOf(calendar, closingMinutes, segments);
    const again = { reopenedAt: now, reopenCount: reopenCount + 1, closedAt: null, checkerId: null };
    const clock = { dueAt, calendarVersion: calendar.version };
    return { ...again, ...clock, unmetCriteria: [] };
  }

  private async reopen(actor: Actor, subject: Case, lookBackId: string, note: string | null): Promise<void> {
    const at = this.now();
    const { id: caseId, number, categoryCode, gridCode, enterpriseId, leadOrganizationCode } = subject;
    await this.parts.changes.tell('LookBackFailed', subject, {
      ...{ lookBackId, caseId, number, categoryCode, gridCode, enterpriseId, leadOrganizationCode, note },
      recordedBy: personOf(actor),
      at: at.toISOString(),
      count: subject.reopenCount,
    });
  }

  private async run(
    actor: Actor,
    operation: string,
    input: CaseInput,
    work: (subject: Case) => Promise<void>,
  ): Promise<Case> {
    const { scope, changes } = this.parts;
    const id = await mutate(scope, actor, operation, input, async () => {
      const subject = await changes.visible(actor, input.caseId);
      await work(subject);
      return subject.id;
    });
    return changes.visible(actor, id);
  }

  private now(): Date {
    return this.parts.scope.clock.now();
  }
}
