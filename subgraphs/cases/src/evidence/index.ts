export * from './attachment/index.ts';
export * from './verification/index.ts';
