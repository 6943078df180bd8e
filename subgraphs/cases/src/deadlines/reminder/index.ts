export { PhoneReminder } from './phone-reminder.entity.ts';
export { ReminderLog } from './reminder-log.entity.ts';
export { ReminderRepository } from './reminder.repository.ts';
export { PhoneReminderResolver, ReminderLogResolver, TicketRemindersResolver } from './reminder.resolver.ts';
export { ReminderService } from './reminder.service.ts';
export { ReminderTasks } from './reminder.tasks.ts';
