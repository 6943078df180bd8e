export { Division, type DivisionLevel } from './division.entity.ts';
export { DivisionRepository } from './division.repository.ts';
