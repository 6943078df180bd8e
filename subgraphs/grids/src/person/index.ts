export { Person } from './person.entity.ts';
export { PersonRepository } from './person.repository.ts';
export { newPseudonym } from './pseudonym.ts';
