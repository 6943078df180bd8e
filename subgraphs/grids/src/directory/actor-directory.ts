import {
  rightOf,
  sortedRights,
  type Actor,
  type ActorResolver,
  type Principal,
  type Right,
} from '@ecogrid/identity';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import { isActive, type Appointment, type AppointmentRepository } from '../appointment/index.ts';
import type { LoginAccountRepository } from '../account/index.ts';
import type { GridRepository } from '../grid/index.ts';
import type { PersonRepository } from '../person/index.ts';
import type { ServiceAccountRepository } from './service-account.repository.ts';

interface Parts {
  readonly people: PersonRepository;
  readonly accounts: LoginAccountRepository;
  readonly appointments: AppointmentRepository;
  readonly grids: GridRepository;
  readonly services: ServiceAccountRepository;
  readonly clock: Clock;
}

/** The actor of a principal: a person has the roles of today's appointments, a service those of its account. */
export class ActorDirectory implements ActorResolver {
  constructor(private readonly parts: Parts) {}

  resolve({ kind, subject }: Principal): Promise<Actor | null> {
    return kind === 'SERVICE' ? this.service(subject) : this.person(subject);
  }

  private async service(name: string): Promise<Actor | null> {
    const account = await this.parts.services.find(name);
    return account && { kind: 'SERVICE', id: name, rights: [rightOf(account.role)] };
  }

  private async person(subject: string): Promise<Actor | null> {
    const id = await this.personOf(subject);
    if (id === null) return null;
    const day = shanghaiDay(this.parts.clock.now());
    const appointments = await this.parts.appointments.ofPerson(id);
    const active = appointments.filter((each) => isActive(each, day));
    const rights = await Promise.all(active.map((each) => this.rightsBy(each)));
    return { kind: 'PERSON', id, rights: sortedRights(rights.flat()) };
  }

  /** The person of the linked account. A person without accounts is known by the own id, as in the demonstration. */
  private async personOf(subject: string): Promise<string | null> {
    const { people, accounts } = this.parts;
    const account = await accounts.find({ subject });
    if (account) return account.personId;
    const person = await people.find({ id: subject });
    return person && (await accounts.count(person.id)) === 0 ? person.id : null;
  }

  /** Staff of a street office also act for the platform that answers for their street (街道平台). */
  private async rightsBy(appointment: Appointment): Promise<Right[]> {
    const { role, gridCode: grid, organizationCode: organization, enterpriseCode: enterprise } = appointment;
    const own = rightOf(role, { grid, organization, enterprise });
    if (role !== 'STREET_STAFF' || grid === null) return [own];
    const platform = (await this.parts.grids.find(grid))?.responsibleOrganizationCode;
    return platform ? [own, rightOf(role, { grid, organization: platform })] : [own];
  }
}
