export * from './workflow/index.ts';
export * from './visibility/index.ts';
export { changedBy, type ChangedBy } from './push.ts';
