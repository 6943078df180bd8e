export * from './merge/index.ts';
export * from './move/index.ts';
export * from './void/index.ts';
export * from './hot-spot/index.ts';
