import { newId } from '@ecogrid/database';
import { EcoGridError, term } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { perform, requireRole, type MutationScope } from '@ecogrid/subgraph';
import type { AuditRepository } from '../audit/index.ts';
import type { OrganizationRepository } from '../organization/index.ts';
import type { Person } from './person.entity.ts';
import type { RegisterPersonInput } from './person.input.ts';
import type { PersonRepository } from './person.repository.ts';
import { newPseudonym } from './pseudonym.ts';

const REGISTER = term('registerPerson', '登记人员', 'register a person');

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
        return { id: newId(), number, name, phone, email, organizationCode, pseudonym: newPseudonym() };
      },
      write: async (person) => {
        await this.add(person, REGISTER.code, actor);
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
