export * from './stubs/index.ts';
export * from './projections/index.ts';
