import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { maySeePeople, type Role } from '@ecogrid/identity';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { RoleName } from '@ecogrid/subgraph';
import { Grid, type GridRepository } from '../grid/index.ts';
import { Organization, type OrganizationRepository } from '../organization/index.ts';
import { Person, type PersonRepository } from '../person/index.ts';
import { Appointment } from './appointment.entity.ts';
import { AppointInput, EndAppointmentInput } from './appointment.input.ts';
import {
  MOST_MEMBERS,
  MOST_OF_PERSON,
  membersKey,
  type AppointmentRepository,
} from './appointment.repository.ts';
import type { AppointmentService } from './appointment.service.ts';

@Resolver(() => Appointment)
export class AppointmentResolver {
  constructor(
    private readonly service: AppointmentService,
    private readonly people: PersonRepository,
    private readonly grids: GridRepository,
    private readonly organizations: OrganizationRepository,
    private readonly appointments: AppointmentRepository,
  ) {}

  @Query(() => Appointment, {
    nullable: true,
    description: 'An appointment by its id; null when there is none the actor may see.',
  })
  appointment(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Appointment | null> {
    return context.load(this.appointments.byId, id);
  }

  @PayloadMutation('appointment', () => Appointment, {
    description:
      'Gives a person a role from today on, and moves it to another organization where the role is held there. For shift leaders and administrators; administrators alone make administrators. Errors: FORBIDDEN, NOT_FOUND, GUARD_FAILED.',
  })
  appoint(
    @Arg('input', () => AppointInput, { description: 'The person, the role, the organization and the grid.' })
    input: AppointInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Appointment> {
    return this.service.appoint(actor, input);
  }

  @PayloadMutation('appointment', () => Appointment, {
    description:
      'Ends an appointment today; the person loses its rights at once. For shift leaders and administrators; that of an administrator for administrators. Errors: FORBIDDEN, NOT_FOUND, GUARD_FAILED, VERSION_STALE.',
  })
  endAppointment(
    @Arg('input', () => EndAppointmentInput, { description: 'Which appointment, at which version.' })
    input: EndAppointmentInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Appointment> {
    return this.service.end(actor, input);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who holds it (任职人); null for actors who may not see the person.',
  })
  person(@Root() { personId }: Appointment, @Ctx() context: GraphContext): Promise<Person | null> {
    return context.load(this.people.byId, personId);
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The grid it is for; null for a role without a territory.',
  })
  grid(@Root() { gridCode }: Appointment, @Ctx() context: GraphContext): Promise<Grid | null> {
    return gridCode ? context.load(this.grids.byCode, gridCode) : Promise.resolve(null);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization it is held in; null when it was dissolved.',
  })
  organization(@Root() appointment: Appointment, @Ctx() context: GraphContext): Promise<Organization | null> {
    return context.load(this.organizations.byCode, appointment.organizationCode);
  }
}

@Resolver(() => Person)
export class PersonAppointmentsResolver {
  constructor(private readonly appointments: AppointmentRepository) {}

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [Appointment], {
    name: 'appointments',
    description: `The roles the person holds or held, oldest first, the newest ${MOST_OF_PERSON} at most (任职记录).`,
  })
  ofPerson(@Root() { id }: Person, @Ctx() context: GraphContext): Promise<Appointment[]> {
    return context.load(this.appointments.ofPeople, id);
  }
}

@Resolver(() => Grid)
export class GridMembersResolver {
  constructor(
    private readonly appointments: AppointmentRepository,
    private readonly people: PersonRepository,
    private readonly clock: Clock,
  ) {}

  @Directive('@listSize(assumedSize: 50)')
  @FieldResolver(() => [Person], {
    description: `The people who hold a role in this grid today, such as its grid member (网格员) or head (网格长), ${MOST_MEMBERS} at most. Only people that the actor may see; \`people(within:)\` pages through more.`,
  })
  async members(
    @Root() { code }: Grid,
    @Ctx() context: GraphContext,
    @Arg('role', () => RoleName, { nullable: true, description: 'Only holders of this role.' })
    role?: Role,
  ): Promise<Person[]> {
    if (!maySeePeople(context.actor)) return [];
    const day = shanghaiDay(this.clock.now());
    const active = await context.load(this.appointments.ofGrids, membersKey(code, day, role));
    const people = await Promise.all(active.map(({ personId }) => context.load(this.people.byId, personId)));
    return people.filter((person) => person !== null);
  }
}
