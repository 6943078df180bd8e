export { Person } from './person.entity.ts';
export type { PersonService } from './person.service.ts';
export { PersonRepository } from './person.repository.ts';
export { newPseudonym } from './pseudonym.ts';
