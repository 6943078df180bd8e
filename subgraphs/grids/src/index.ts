export { gridsSchema } from './features.ts';
export { startGrids } from './start.ts';
export { PROCESS as GRIDS_PROCESS } from './config.ts';
