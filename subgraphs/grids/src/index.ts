export { gridsSchema } from './schema.ts';
export { startGrids } from './start.ts';
