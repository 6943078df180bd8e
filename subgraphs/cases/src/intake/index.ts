export * from './report/index.ts';
export * from './routing/index.ts';
