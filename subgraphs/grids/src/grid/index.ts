export { Grid } from './grid.entity.ts';
export { GridRepository } from './grid.repository.ts';
