export type { CodeParts } from './feature.ts';
export * from './category/index.ts';
export * from './guideline/index.ts';
export * from './campaign/index.ts';
