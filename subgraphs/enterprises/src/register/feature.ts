import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { SupervisedObjectRepository } from '../supervised-object/index.ts';
import { ExternalReference } from './external-reference.entity.ts';
import { RegisterChange } from './register-change.entity.ts';
import { sightOfPeople } from './register.policy.ts';
import { RegisterRepository } from './register.repository.ts';
import { ObjectRegisterResolver, RegisterChangeResolver } from './register.resolver.ts';
import { RegisterService } from './register.service.ts';

export function repositories(database: Database) {
  return { register: new RegisterRepository(database) };
}

export function services(parts: ConstructorParameters<typeof RegisterService>[0]) {
  return { registering: new RegisterService(parts) };
}

interface Parts extends ReturnType<typeof repositories>, ReturnType<typeof services> {
  readonly objects: SupervisedObjectRepository;
}

export const feature: Feature<Parts> = {
  entities: [RegisterChange, ExternalReference],
  resolvers: [
    [
      RegisterChangeResolver,
      ({ registering, register, objects }) => new RegisterChangeResolver(registering, register, objects),
    ],
    [ObjectRegisterResolver, ({ register }) => new ObjectRegisterResolver(register)],
  ],
  people: () => sightOfPeople,
  references: ({ register }) => ({
    RegisterChange: ({ id }, context) => context.load(register.changeById, id ?? ''),
  }),
};
