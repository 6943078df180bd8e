export { Division } from './division.entity.ts';
export { DivisionRepository } from './division.repository.ts';
export { DivisionResolver } from './division.resolver.ts';
