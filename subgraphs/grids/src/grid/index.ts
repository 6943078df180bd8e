export { Grid } from './grid.entity.ts';
export { GridRepository } from './grid.repository.ts';
export { GridResolver } from './grid.resolver.ts';
export { GridTerritory } from './grid.territory.ts';
