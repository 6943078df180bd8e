export type { EvidenceParts } from './feature.ts';
export * from './attachment/index.ts';
export * from './verification/index.ts';
