export type { ReviewParts } from './feature.ts';
export * from './check/index.ts';
export * from './look-back/index.ts';
export * from './post-supervision/index.ts';
