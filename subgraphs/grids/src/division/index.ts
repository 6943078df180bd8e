export { Division } from './division.entity.ts';
export { DivisionRepository } from './division.repository.ts';
