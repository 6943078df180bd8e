import type { Actor, ActorResolver, Principal, Role } from '@ecogrid/identity';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import { isActive, type Appointment, type AppointmentRepository } from '../appointment/index.ts';
import type { OrganizationRepository } from '../organization/index.ts';
import type { PersonRepository } from '../person/index.ts';
import type { ServiceAccountRepository } from './service-account.repository.ts';

interface Parts {
  readonly people: PersonRepository;
  readonly appointments: AppointmentRepository;
  readonly organizations: OrganizationRepository;
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
    return account && actorOf({ kind: 'SERVICE', id: name, roles: [account.role] });
  }

  private async person(id: string): Promise<Actor | null> {
    const person = await this.parts.people.find({ id });
    if (!person) return null;
    const day = shanghaiDay(this.parts.clock.now());
    const active = (await this.parts.appointments.ofPerson(id)).filter((each) => isActive(each, day));
    const organization = await this.parts.organizations.find(person.organizationCode);
    return actorOf({
      kind: 'PERSON',
      id,
      organizationId: organization?.id ?? null,
      organizationCode: organization?.code ?? null,
      ...rights(active),
    });
  }
}

function rights(appointments: readonly Appointment[]): Pick<Actor, 'roles' | 'grids' | 'enterpriseCode'> {
  const present = <T>(values: readonly (T | null)[]): T[] => values.filter((value) => value !== null);
  return {
    roles: unique<Role>(appointments.map(({ role }) => role)),
    grids: unique(present(appointments.map(({ gridCode }) => gridCode))),
    enterpriseCode: present(appointments.map(({ enterpriseCode }) => enterpriseCode))[0] ?? null,
  };
}

/** Sorted, so that colleagues with the same rights have equal actors. */
function unique<Value extends string>(values: readonly Value[]): Value[] {
  return [...new Set(values)].sort();
}

function actorOf(known: Pick<Actor, 'kind' | 'id' | 'roles'> & Partial<Actor>): Actor {
  return { organizationId: null, organizationCode: null, grids: [], enterpriseCode: null, ...known };
}
