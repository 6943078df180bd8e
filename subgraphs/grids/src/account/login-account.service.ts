import { newId } from '@ecogrid/database';
import { EcoGridError, term } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { perform, requireRole, type MutationScope } from '@ecogrid/subgraph';
import type { AuditRepository } from '../audit/index.ts';
import type { Person, PersonRepository } from '../person/index.ts';
import type { LoginAccount } from './login-account.entity.ts';
import type { LinkAccountInput, UnlinkAccountInput } from './login-account.input.ts';
import { MOST_ACCOUNTS, type LoginAccountRepository } from './login-account.repository.ts';

const LINK = term('linkAccount', '关联登录账号', 'link a login account');
const UNLINK = term('unlinkAccount', '解除登录账号', 'unlink a login account');

interface Parts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<TopicOf<'grids'>>;
  readonly accounts: LoginAccountRepository;
  readonly people: PersonRepository;
  readonly audit: AuditRepository;
}

interface Linked {
  readonly person: Person;
  readonly account: LoginAccount;
}

/** The assignment of login accounts to people. Every change is announced, so that gateways drop their cached actors. */
export class LoginAccountService {
  constructor(private readonly parts: Parts) {}

  async link(actor: Actor, input: LinkAccountInput): Promise<Person> {
    const { scope, people, accounts } = this.parts;
    const { person } = await perform(scope, actor, input, {
      operation: LINK.code,
      admit: (each) => requireRole(each, LINK, 'ADMINISTRATOR'),
      load: async ({ personNumber, subject }) => {
        const found = await people.find({ number: personNumber });
        return {
          person: found,
          known: await accounts.find({ subject }),
          count: found ? await accounts.count(found.id) : 0,
        };
      },
      decide: ({ person: found, known, count }, { personNumber, subject }, now) => {
        if (!found) throw new EcoGridError('NOT_FOUND', { thing: 'person', id: personNumber });
        if (known) throw new EcoGridError('GUARD_FAILED', { action: LINK, guard: 'accountFree', subject });
        if (count >= MOST_ACCOUNTS)
          throw new EcoGridError('GUARD_FAILED', {
            action: LINK,
            guard: 'accountsLeft',
            limit: MOST_ACCOUNTS,
          });
        return { person: found, account: { id: newId(), subject, personId: found.id, linkedAt: now } };
      },
      write: async (plan) => {
        await accounts.insert(plan.account);
        await this.tell(LINK.code, plan, actor);
        return { id: plan.person.id, person: plan.person };
      },
      again: (id) => this.existing(id),
    });
    return person;
  }

  async unlink(actor: Actor, input: UnlinkAccountInput): Promise<Person> {
    const { scope, people, accounts } = this.parts;
    const { person } = await perform(scope, actor, input, {
      operation: UNLINK.code,
      admit: (each) => requireRole(each, UNLINK, 'ADMINISTRATOR'),
      load: async ({ accountId }) => {
        const account = await accounts.find({ id: accountId });
        return { account, person: account && (await people.find({ id: account.personId })) };
      },
      decide: ({ account, person: found }, { accountId }): Linked => {
        if (!account || !found) throw new EcoGridError('NOT_FOUND', { thing: 'loginAccount', id: accountId });
        return { account, person: found };
      },
      write: async (plan) => {
        await accounts.remove(plan.account.id);
        await this.tell(UNLINK.code, plan, actor);
        return { id: plan.person.id, person: plan.person };
      },
      again: (id) => this.existing(id),
    });
    return person;
  }

  /** Announces a change and keeps it in the audit. @param actor null for the operator of the machine. */
  async tell(action: string, { person, account }: Linked, actor: Actor | null): Promise<void> {
    const { outbox, audit, scope } = this.parts;
    const [at, { id, personId, subject }] = [scope.clock.now(), account];
    const isLinked = action !== UNLINK.code;
    await outbox.announce({
      topic: 'AccountChanged',
      channel: '',
      aggregateId: id,
      occurredAt: at,
      payload: { personId, subject, isLinked },
    });
    await audit.record({
      kind: 'RIGHTS',
      action,
      by: actor,
      subject: `${person.number} ${subject}`.slice(0, 200),
      at,
    });
  }

  private async existing(id: string): Promise<{ id: string; person: Person }> {
    const person = await this.parts.people.find({ id });
    if (!person) throw new EcoGridError('NOT_FOUND', { thing: 'person', id });
    return { id, person };
  }
}
