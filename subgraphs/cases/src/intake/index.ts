export type { IntakeParts } from './feature.ts';
export * from './report/index.ts';
export * from './routing/index.ts';
