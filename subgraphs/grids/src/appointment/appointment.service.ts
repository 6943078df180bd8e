import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Term } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor, Role } from '@ecogrid/identity';
import { perform, requireRole, type MutationScope } from '@ecogrid/subgraph';
import { shanghaiDay } from '@ecogrid/service';
import type { AuditRepository } from '../audit/index.ts';
import type { GridRepository } from '../grid/index.ts';
import type { OrganizationRepository } from '../organization/index.ts';
import type { Person, PersonRepository } from '../person/index.ts';
import { isActive, type Appointment } from './appointment.entity.ts';
import { changedAppointment, subjectOfAppointment } from './appointment.event.ts';
import type { AppointInput, EndAppointmentInput } from './appointment.input.ts';
import type { AppointmentRepository } from './appointment.repository.ts';

const APPOINT = term('appoint', '任命', 'appoint a person');
const END = term('endAppointment', '终止任职', 'end an appointment');

interface Parts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<TopicOf<'grids'>>;
  readonly appointments: AppointmentRepository;
  readonly people: PersonRepository;
  readonly grids: GridRepository;
  readonly organizations: OrganizationRepository;
  readonly audit: AuditRepository;
}

interface AppointFacts {
  readonly person: Person | null;
  readonly isGridKnown: boolean;
  readonly isOrganizationKnown: boolean;
  /** The appointments of the person that have no end. */
  readonly open: readonly Appointment[];
}

/** An appointment that ends, at the version that the caller has seen. */
interface Ending {
  readonly appointment: Appointment;
  readonly expected: number;
  readonly until: string;
}

interface AppointPlan {
  readonly person: Person;
  readonly appointment: Appointment;
  /** Another organization, to which the appointment moves the person from today. */
  readonly movedTo: string | null;
  /** The earlier appointments, which end by the move. */
  readonly endings: readonly Ending[];
}

/** The roles of people. Every change is announced, so that gateways drop their cached actor of the person. */
export class AppointmentService {
  constructor(private readonly parts: Parts) {}

  appoint(actor: Actor, input: AppointInput): Promise<Appointment> {
    return perform(this.parts.scope, actor, input, {
      operation: 'appoint',
      admit: (each) => requireAppointer(each, APPOINT, [input.role]),
      load: () => this.appointFacts(input),
      decide: (facts, _input, now) => appointed(facts, input, shanghaiDay(now)),
      write: async (plan) => {
        requireAppointer(
          actor,
          APPOINT,
          plan.endings.map(({ appointment }) => appointment.role),
        );
        return this.write(plan, actor);
      },
      again: (id) => this.existing(id),
    });
  }

  end(actor: Actor, input: EndAppointmentInput): Promise<Appointment> {
    const { scope, appointments, people } = this.parts;
    return perform(scope, actor, input, {
      operation: 'endAppointment',
      answersWith: input.appointmentId,
      admit: (each) => requireAppointer(each, END, []),
      load: async ({ appointmentId }) => {
        const appointment = await appointments.find(appointmentId);
        return { appointment, person: appointment && (await people.find({ id: appointment.personId })) };
      },
      decide: ({ appointment }, { appointmentId: id, version: expected }, now) => {
        if (!appointment) throw new EcoGridError('NOT_FOUND', { thing: 'appointment', id });
        requireAppointer(actor, END, [appointment.role]);
        const until = shanghaiDay(now);
        if (isActive(appointment, until)) return { appointment, expected, until };
        throw new EcoGridError('GUARD_FAILED', { action: END, guard: 'appointmentActive' });
      },
      write: async (ending, { person }) => {
        const ended = await this.finish(ending);
        if (person) await this.announce(person, [ended], END.code, actor);
        return ended;
      },
      again: (id) => this.existing(id),
    });
  }

  private async appointFacts({
    personNumber,
    gridCode,
    organizationCode,
  }: AppointInput): Promise<AppointFacts> {
    const { people, grids, organizations, appointments } = this.parts;
    const person = await people.find({ number: personNumber });
    return {
      person,
      isGridKnown: !gridCode || (await grids.exists(gridCode)),
      isOrganizationKnown: !organizationCode || (await organizations.find(organizationCode)) !== null,
      open: person ? await appointments.openOf(person.id) : [],
    };
  }

  /** Stores, announces and keeps in the audit. @param actor null for the operator of the machine. */
  async add(person: Person, appointment: Appointment, action: string, actor: Actor | null): Promise<void> {
    await this.parts.appointments.insert(appointment);
    await this.announce(person, [appointment], action, actor);
  }

  private async write(
    { person, appointment, movedTo, endings }: AppointPlan,
    actor: Actor,
  ): Promise<Appointment> {
    const { people } = this.parts;
    if (movedTo !== null && !(await people.move(person.id, person.organizationCode, movedTo)))
      throw new EcoGridError('GUARD_FAILED', { action: APPOINT, guard: 'personUnmoved' });
    const ended: Appointment[] = [];
    for (const ending of endings) ended.push(await this.finish(ending));
    if (ended.length > 0) await this.announce(person, ended, END.code, actor);
    await this.add(person, appointment, APPOINT.code, actor);
    return appointment;
  }

  /** @throws EcoGridError VERSION_STALE. */
  private async finish({ appointment, expected, until }: Ending): Promise<Appointment> {
    const { id, version: actual } = appointment;
    if (!(await this.parts.appointments.end(id, expected, until)))
      throw new EcoGridError('VERSION_STALE', { thing: 'appointment', expected, actual });
    return { ...appointment, until, version: expected + 1 };
  }

  private async announce(
    { number }: Person,
    changed: readonly Appointment[],
    action: string,
    by: Actor | null,
  ): Promise<void> {
    const { scope, outbox, audit } = this.parts;
    const at = scope.clock.now();
    await outbox.announce(...changed.map((each) => changedAppointment(each, number, at)));
    const entry = { kind: 'RIGHTS', action, by, at } as const;
    await audit.record(...changed.map((each) => ({ ...entry, subject: subjectOfAppointment(each, number) })));
  }

  private async existing(id: string): Promise<Appointment> {
    const appointment = await this.parts.appointments.find(id);
    if (!appointment) throw new EcoGridError('NOT_FOUND', { thing: 'appointment', id });
    return appointment;
  }
}

/** An appointment in another organization moves the person there from today, and ends the earlier appointments. */
function appointed(
  { person, isGridKnown, isOrganizationKnown, open }: AppointFacts,
  input: AppointInput,
  today: string,
): AppointPlan {
  const { personNumber, role, gridCode = null, organizationCode } = input;
  if (!person) throw new EcoGridError('NOT_FOUND', { thing: 'person', id: personNumber });
  if (!isGridKnown) throw new EcoGridError('NOT_FOUND', { thing: 'grid', id: gridCode });
  if (!isOrganizationKnown)
    throw new EcoGridError('NOT_FOUND', { thing: 'organization', id: organizationCode });
  const isMoved = organizationCode !== undefined && organizationCode !== person.organizationCode;
  const held = { role, organizationCode: organizationCode ?? person.organizationCode, gridCode };
  const period = { since: today, until: null, version: 1 };
  return {
    person,
    appointment: { id: newId(), personId: person.id, ...held, enterpriseCode: null, ...period },
    movedTo: isMoved ? organizationCode : null,
    endings: isMoved ? open.map((each) => ({ appointment: each, expected: each.version, until: today })) : [],
  };
}

/** Administrators alone make and unmake administrators. @throws EcoGridError FORBIDDEN. */
function requireAppointer(actor: Actor, action: Term, roles: readonly Role[]): void {
  if (roles.includes('ADMINISTRATOR')) requireRole(actor, action, 'ADMINISTRATOR');
  else requireRole(actor, action, 'SHIFT_LEADER', 'ADMINISTRATOR');
}
