export { gridsSchema } from './features.ts';
export { startGrids } from './start.ts';
