export type { WorktimeParts } from './feature.ts';
export * from './calendar/index.ts';
export * from './clock/index.ts';
