export * from './arithmetic/index.ts';
export * from './calendar/index.ts';
export * from './clock/index.ts';
