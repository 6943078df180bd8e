export { sessionsOf } from './session.rule.ts';
export { WorkCalendarDay, WorkCalendarVersion } from './work-calendar.entity.ts';
export { WorkCalendarRepository } from './work-calendar.repository.ts';
export { WorkCalendarResolver } from './work-calendar.resolver.ts';
export { WorkCalendarService } from './work-calendar.service.ts';
