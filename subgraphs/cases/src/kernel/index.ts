export * from './workflow/index.ts';
export * from './visibility/index.ts';
export { changedBy, requireGridCode, type ChangedBy } from './push.ts';
