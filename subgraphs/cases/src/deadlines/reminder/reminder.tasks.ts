import { newId } from '@ecogrid/database';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import type { Case, CaseFollower } from '../../case/index.ts';
import type { Ticket, TicketFollower } from '../../dispatch/index.ts';
import type {
  DeadlineNotice,
  DeadlinePolicy,
  DeadlinePolicyRepository,
  NoticeEffect,
} from '../notice/index.ts';
import type { PhoneReminder } from './phone-reminder.entity.ts';
import type { ReminderRepository } from './reminder.repository.ts';

interface Parts {
  readonly reminders: ReminderRepository;
  readonly policies: DeadlinePolicyRepository;
  readonly clock: Clock;
}

type Reason = PhoneReminder['reason'];

/** Calls come from notices that went out, and end when their subject does. */
export class ReminderTasks implements NoticeEffect, TicketFollower {
  constructor(private readonly parts: Parts) {}

  async apply(notices: readonly DeadlineNotice[]): Promise<void> {
    const policies = await this.parts.policies.on(shanghaiDay(this.parts.clock.now()));
    const tasks = notices.flatMap((notice) => {
      const reason = reasonOf(notice, policies(notice.categoryCode));
      return reason ? [opened(notice, reason)] : [];
    });
    if (tasks.length > 0) await this.parts.reminders.open(tasks);
  }

  /** A case that moves takes its calls with it. */
  readonly ofCases: CaseFollower = {
    follow: async (before: Case, after: Case): Promise<void> => {
      if (after.gridCode === null || after.gridCode === before.gridCode) return;
      await this.parts.reminders.relocate(after.id, after.gridCode);
    },
  };

  async follow(before: Ticket, after: Ticket): Promise<void> {
    if (before.state === after.state) return;
    const reasons: Reason[] = after.state === 'HANDLING' ? ['UNACKNOWLEDGED'] : ['UNACKNOWLEDGED', 'OVERDUE'];
    await this.parts.reminders.settle(after.id, reasons, this.parts.clock.now());
  }
}

function reasonOf(
  { thing, kind, count }: DeadlineNotice,
  { phoneFromOverdue }: DeadlinePolicy,
): Reason | null {
  if (kind === 'UNACKNOWLEDGED_PHONE') return 'UNACKNOWLEDGED';
  const isOverdue = kind === 'OVERDUE' && thing === 'TICKET';
  return isOverdue && phoneFromOverdue !== null && count >= phoneFromOverdue ? 'OVERDUE' : null;
}

function opened(notice: DeadlineNotice, reason: Reason): PhoneReminder {
  const { thingId: ticketId, caseId, gridCode, categoryCode, isAroundTheClock: isUrgent } = notice;
  const since = notice.sentAt ?? notice.dueAt;
  const { organizationCode } = notice;
  if (organizationCode === null) throw new Error(`the notice ${notice.id} is of no organization`);
  return {
    id: newId(),
    version: 1,
    ticketId,
    openTicketId: ticketId,
    caseId,
    organizationCode,
    gridCode,
    categoryCode,
    isUrgent,
    reason,
    state: 'OPEN',
    since,
    nextAttemptAt: since,
    attempts: 0,
    lastOutcome: null,
    closing: null,
    closedAt: null,
  };
}
