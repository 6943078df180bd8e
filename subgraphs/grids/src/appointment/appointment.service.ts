import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Term } from '@ecogrid/errors';
import type { Outbox } from '@ecogrid/events';
import { hasRole, type Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import { shanghaiDay } from '@ecogrid/service';
import type { GridRepository } from '../grid/index.ts';
import type { OrganizationRepository } from '../organization/index.ts';
import type { Person, PersonRepository } from '../person/index.ts';
import { isActive, type Appointment } from './appointment.entity.ts';
import type { AppointInput, EndAppointmentInput } from './appointment.input.ts';
import type { AppointmentRepository } from './appointment.repository.ts';

const APPOINT = term('appoint', '任命');
const END = term('endAppointment', '终止任职');

interface Parts {
  readonly scope: MutationScope;
  readonly outbox: Outbox;
  readonly appointments: AppointmentRepository;
  readonly people: PersonRepository;
  readonly grids: GridRepository;
  readonly organizations: OrganizationRepository;
}

/** The roles of people. Every change is announced, so that gateways drop their cached actor of the person. */
export class AppointmentService {
  constructor(private readonly parts: Parts) {}

  async appoint(actor: Actor, input: AppointInput): Promise<Appointment> {
    permit(actor, APPOINT);
    const id = await mutate(this.parts.scope, actor, 'appoint', input, () => this.create(input));
    return this.existing(id);
  }

  async end(actor: Actor, input: EndAppointmentInput): Promise<Appointment> {
    permit(actor, END);
    const id = await mutate(this.parts.scope, actor, 'endAppointment', input, () => this.close(input));
    return this.existing(id);
  }

  private async create({ personNumber, role, gridCode, organizationCode }: AppointInput): Promise<string> {
    const person = await this.parts.people.find({ number: personNumber });
    if (!person) throw new EcoGridError('NOT_FOUND', { thing: 'person', id: personNumber });
    if (gridCode) await this.requireGrid(gridCode);
    if (organizationCode) await this.moveTo(organizationCode, person);
    const appointment: Appointment = {
      id: newId(),
      personId: person.id,
      role,
      organizationCode: organizationCode ?? person.organizationCode,
      gridCode: gridCode ?? null,
      enterpriseCode: null,
      since: this.today(),
      until: null,
      version: 1,
    };
    await this.parts.appointments.insert(appointment);
    await this.announce(appointment, person);
    return appointment.id;
  }

  /** An appointment in another organization moves the person there from today, and ends the earlier appointments. */
  private async moveTo(organizationCode: string, person: Person): Promise<void> {
    if (organizationCode === person.organizationCode) return;
    if (!(await this.parts.organizations.find(organizationCode)))
      throw new EcoGridError('NOT_FOUND', { thing: 'organization', id: organizationCode });
    if (!(await this.parts.people.move(person.id, person.organizationCode, organizationCode)))
      throw new EcoGridError('GUARD_FAILED', { action: APPOINT, guard: 'personUnmoved' });
    for (const each of await this.parts.appointments.openOf(person.id)) await this.finish(each, person);
  }

  private async close({ appointmentId, version }: EndAppointmentInput): Promise<string> {
    const appointment = await this.existing(appointmentId);
    if (!isActive(appointment, this.today())) {
      throw new EcoGridError('GUARD_FAILED', {
        action: END,
        guard: 'appointmentActive',
      });
    }
    const person = await this.parts.people.find({ id: appointment.personId });
    await this.finish({ ...appointment, version }, person);
    return appointmentId;
  }

  /** @param seen at the version that its caller has seen. */
  private async finish(seen: Appointment, person: Person | null): Promise<void> {
    const { id, version: expected } = seen;
    if (!(await this.parts.appointments.end(id, expected, this.today()))) {
      const { version: actual } = await this.existing(id);
      throw new EcoGridError('VERSION_STALE', { thing: 'appointment', expected, actual });
    }
    if (person) await this.announce(await this.existing(id), person);
  }

  private async announce(appointment: Appointment, person: Person): Promise<void> {
    await this.parts.outbox.announce({
      topic: 'AppointmentChanged',
      channel: appointment.gridCode ?? '',
      aggregateId: appointment.id,
      payload: { ...appointment, personNumber: person.number },
      occurredAt: this.parts.scope.clock.now(),
    });
  }

  private async requireGrid(code: string): Promise<void> {
    if (!(await this.parts.grids.exists(code)))
      throw new EcoGridError('NOT_FOUND', { thing: 'grid', id: code });
  }

  private async existing(id: string): Promise<Appointment> {
    const appointment = await this.parts.appointments.find(id);
    if (!appointment) throw new EcoGridError('NOT_FOUND', { thing: 'appointment', id });
    return appointment;
  }

  private today(): string {
    return shanghaiDay(this.parts.scope.clock.now());
  }
}

function permit(actor: Actor, action: Term): void {
  if (!hasRole(actor, 'SHIFT_LEADER')) throw new EcoGridError('FORBIDDEN', { action });
}
