export { playDemonstration, type DemonstrationOptions } from './play.ts';
export { SettableClock } from './settable-clock.ts';
