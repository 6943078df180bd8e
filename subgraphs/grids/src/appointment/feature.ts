import type { Database } from '@ecogrid/database';
import type { Clock } from '@ecogrid/service';
import type { Feature } from '@ecogrid/subgraph';
import type { GridRepository } from '../grid/index.ts';
import type { OrganizationRepository } from '../organization/index.ts';
import type { PersonRepository } from '../person/index.ts';
import { Appointment } from './appointment.entity.ts';
import { AppointmentRepository } from './appointment.repository.ts';
import {
  AppointmentResolver,
  GridMembersResolver,
  PersonAppointmentsResolver,
} from './appointment.resolver.ts';
import { AppointmentService } from './appointment.service.ts';

export function repositories(database: Database, people: PersonRepository) {
  return { appointments: new AppointmentRepository(database, people) };
}

export function services(parts: ConstructorParameters<typeof AppointmentService>[0]) {
  return { appointing: new AppointmentService(parts) };
}

interface Parts {
  readonly appointing: AppointmentService;
  readonly appointments: AppointmentRepository;
  readonly people: PersonRepository;
  readonly grids: GridRepository;
  readonly organizations: OrganizationRepository;
  readonly clock: Clock;
}

export const feature: Feature<Parts> = {
  entities: [Appointment],
  resolvers: [
    [
      AppointmentResolver,
      ({ appointing, people, grids, organizations, appointments }) =>
        new AppointmentResolver(appointing, people, grids, organizations, appointments),
    ],
    [PersonAppointmentsResolver, ({ appointments }) => new PersonAppointmentsResolver(appointments)],
    [
      GridMembersResolver,
      ({ appointments, people, clock }) => new GridMembersResolver(appointments, people, clock),
    ],
  ],
  references: ({ appointments }) => ({
    Appointment: ({ id }, context) => context.load(appointments.byId, id ?? ''),
  }),
};
