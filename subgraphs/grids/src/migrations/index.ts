import { CreateGrids1767225600000 } from './1767225600000-create-grids.ts';

/** In the order in which they run. */
export const MIGRATIONS = [CreateGrids1767225600000];
