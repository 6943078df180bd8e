export { CreateGrids1767225600000 } from './1767225600000-create-grids.ts';
