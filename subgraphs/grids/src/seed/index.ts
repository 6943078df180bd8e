export { seedGrids } from './grids.seed.ts';
