export * from './stubs/index.ts';
