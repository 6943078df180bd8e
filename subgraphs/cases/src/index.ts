export { casesSchema } from './schema.ts';
export { startCases } from './start.ts';
