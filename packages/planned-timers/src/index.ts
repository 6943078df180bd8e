export { PlannedTimer, plannedTimerColumns } from './planned-timer.entity.ts';
export { PlannedTimerRepository } from './planned-timer.repository.ts';
export { TimerScheduler } from './timer-scheduler.ts';
