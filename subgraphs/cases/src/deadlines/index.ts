export * from './notice/index.ts';
export * from './reminder/index.ts';
