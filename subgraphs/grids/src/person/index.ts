export { Person } from './person.entity.ts';
export { maySeePeople } from './person.policy.ts';
export { PersonRepository } from './person.repository.ts';
