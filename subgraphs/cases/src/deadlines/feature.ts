import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { DispatchParts } from '../dispatch/index.ts';
import {
  CaseDeadlines,
  CaseNoticesResolver,
  DeadlineNotice,
  DeadlineNoticeRepository,
  DeadlinePolicy,
  DeadlinePolicyRepository,
  DeadlinePolicyResolver,
  DeadlinePolicyService,
  DeadlineSubscription,
  EscalationHistory,
  ExtensionSubscription,
  LookBackSubscription,
  NoticePlanner,
  TicketDeadlines,
  TicketNoticesResolver,
  UnacknowledgedEmails,
  noticeScheduler,
} from './notice/index.ts';
import {
  PhoneReminder,
  PhoneReminderResolver,
  ReminderLog,
  ReminderLogResolver,
  ReminderRepository,
  ReminderService,
  ReminderTasks,
  TicketRemindersResolver,
} from './reminder/index.ts';

export function repositories(database: Database) {
  return {
    policies: new DeadlinePolicyRepository(database),
    notices: new DeadlineNoticeRepository(database),
    reminders: new ReminderRepository(database),
  };
}

/** The effects of changes of cases and tickets, in their transaction. */
export function followers(
  parts: Omit<
    ConstructorParameters<typeof NoticePlanner>[0] &
      ConstructorParameters<typeof ReminderTasks>[0] &
      ConstructorParameters<typeof CaseDeadlines>[0] &
      ConstructorParameters<typeof TicketDeadlines>[0],
    'planner'
  >,
) {
  const planner = new NoticePlanner(parts);
  const reminderTasks = new ReminderTasks(parts);
  const planned = { ...parts, planner };
  return {
    planner,
    reminderTasks,
    caseDeadlines: [new CaseDeadlines(planned), reminderTasks.ofCases],
    ticketFollowers: [new TicketDeadlines(planned), reminderTasks],
  };
}

type Needs = DispatchParts & ReturnType<typeof repositories> & ReturnType<typeof followers>;

export function services(parts: Needs) {
  const effects = [new EscalationHistory(parts), parts.reminderTasks, new UnacknowledgedEmails(parts)];
  return { scheduler: noticeScheduler({ ...parts, effects }), reminding: new ReminderService(parts) };
}

type DeadlineParts = Needs & ReturnType<typeof services>;

export const feature: Feature<DeadlineParts> = {
  entities: [DeadlinePolicy, DeadlineNotice, PhoneReminder, ReminderLog],
  resolvers: [
    [
      DeadlinePolicyResolver,
      (parts) => new DeadlinePolicyResolver(parts.policies, new DeadlinePolicyService(parts)),
    ],
    [TicketNoticesResolver, ({ notices }) => new TicketNoticesResolver(notices)],
    [CaseNoticesResolver, ({ notices }) => new CaseNoticesResolver(notices)],
    [DeadlineSubscription, ({ tickets, cases }) => new DeadlineSubscription(tickets, cases)],
    [ExtensionSubscription, ({ tickets }) => new ExtensionSubscription(tickets)],
    [LookBackSubscription, ({ cases }) => new LookBackSubscription(cases)],
    [
      PhoneReminderResolver,
      ({ reminding, reminders, tickets, projections }) =>
        new PhoneReminderResolver(reminding, reminders, tickets, projections),
    ],
    [ReminderLogResolver, () => new ReminderLogResolver()],
    [TicketRemindersResolver, ({ reminders }) => new TicketRemindersResolver(reminders)],
  ],
  references: ({ reminders }) => ({
    PhoneReminder: ({ id }, context) => context.load(reminders.byId, id ?? ''),
  }),
  jobs: ({ scheduler, planner }) => {
    const job = scheduler.job();
    planner.whenPlanned(() => job.wake());
    return [job];
  },
};
