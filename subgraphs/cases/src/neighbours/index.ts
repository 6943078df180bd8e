export type { NeighbourParts } from './feature.ts';
export * from './stubs/index.ts';
export * from './projections/index.ts';
