import { newId } from '@ecogrid/database';
import { EcoGridError, term } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { perform, requireRole, type MutationScope } from '@ecogrid/subgraph';
import type { AuditRepository } from '../audit/index.ts';
import type { OrganizationRepository } from '../organization/index.ts';
import type { Person } from './person.entity.ts';
import type { ChangePersonInput, RegisterPersonInput } from './person.input.ts';
import type { PersonRepository } from './person.repository.ts';
import { newPseudonym } from './pseudonym.ts';

const REGISTER = term('registerPerson', '登记人员', 'register a person');
const CHANGE = term('changePerson', '变更人员', 'change a person');

interface Parts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<TopicOf<'grids'>>;
  readonly people: PersonRepository;
  readonly organizations: OrganizationRepository;
  readonly audit: AuditRepository;
}

/** The people of the supervision system. Their roles are appointments. */
export class PersonService {
  constructor(private readonly parts: Parts) {}

  register(actor: Actor, input: RegisterPersonInput): Promise<Person> {
    const { scope, people, organizations } = this.parts;
    return perform(scope, actor, input, {
      operation: REGISTER.code,
      admit: (each) => requireRole(each, REGISTER, 'ADMINISTRATOR'),
      load: async ({ number, organizationCode }) => ({
        isTaken: (await people.find({ number })) !== null,
        isOrganizationKnown: (await organizations.find(organizationCode)) !== null,
      }),
      decide: ({ isTaken, isOrganizationKnown }, { number, name, phone, email = null, organizationCode }) => {
        if (!isOrganizationKnown)
          throw new EcoGridError('NOT_FOUND', { thing: 'organization', id: organizationCode });
        if (isTaken)
          throw new EcoGridError('GUARD_FAILED', { action: REGISTER, guard: 'codeFree', code: number });
        return {
          id: newId(),
          number,
          name,
          phone,
          email,
          organizationCode,
          version: 1,
          pseudonym: newPseudonym(),
        };
      },
      write: async (person) => {
        await this.add(person, REGISTER.code, actor);
        return person;
      },
      again: async (id) => (await people.find({ id })) as Person,
    });
  }

  change(actor: Actor, input: ChangePersonInput): Promise<Person> {
    const { scope, people, audit } = this.parts;
    const { number, version: expected } = input;
    return perform(scope, actor, input, {
      operation: CHANGE.code,
      admit: (each) => requireRole(each, CHANGE, 'ADMINISTRATOR'),
      load: async () => {
        const person = await people.find({ number });
        if (!person) throw new EcoGridError('NOT_FOUND', { thing: 'person', id: number });
        return person;
      },
      decide: (person, { name, phone, email }) => {
        const { version: actual } = person;
        if (actual !== expected)
          throw new EcoGridError('VERSION_STALE', { thing: 'person', expected, actual });
        return {
          ...person,
          name: name ?? person.name,
          phone: phone ?? person.phone,
          email: email === undefined ? person.email : email,
          version: actual + 1,
        };
      },
      write: async (person, before) => {
        await people.change(person, expected);
        const subject = [number, ...changedFields(before, person)].join(' ');
        const at = scope.clock.now();
        await audit.record({ kind: 'PEOPLE', action: CHANGE.code, by: actor, subject, at });
        return person;
      },
      again: async (id) => (await people.find({ id })) as Person,
    });
  }

  /** Stores, announces and keeps in the audit. @param actor null for the operator of the machine. */
  async add(person: Person, action: string, actor: Actor | null): Promise<void> {
    const { people, outbox, audit, scope } = this.parts;
    const { id, number, pseudonym } = person;
    const at = scope.clock.now();
    await people.insert(person);
    const payload = { id, pseudonym };
    await outbox.announce({
      topic: 'PersonRegistered',
      channel: '',
      aggregateId: id,
      occurredAt: at,
      payload,
    });
    await audit.record({ kind: 'PEOPLE', action, by: actor, subject: number, at });
  }
}

/** The names of the fields that changed, without their values: the audit is no place for telephones. */
function changedFields(before: Person, after: Person): string[] {
  return (['name', 'phone', 'email'] as const).filter((field) => before[field] !== after[field]);
}
