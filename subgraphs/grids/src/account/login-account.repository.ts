import { boundedLists, insertAlone, type Database } from '@ecogrid/database';
import { hasRole } from '@ecogrid/identity';
import type { Batch } from '@ecogrid/subgraph';
import { LoginAccount } from './login-account.entity.ts';

/** Of a person. */
export const MOST_ACCOUNTS = 20;

export class LoginAccountRepository {
  constructor(private readonly database: Database) {}

  /** For administrators. */
  readonly ofPeople: Batch<string, LoginAccount[]> = async (personIds, { actor }) => {
    if (!hasRole(actor, 'ADMINISTRATOR')) return personIds.map(() => []);
    return boundedLists(this.database.manager, LoginAccount, personIds, {
      of: 'personId',
      by: ['id'],
      most: MOST_ACCOUNTS,
      keeps: 'FIRST',
    });
  };

  find(where: { id: string } | { subject: string }): Promise<LoginAccount | null> {
    return this.database.manager.findOneBy(LoginAccount, where);
  }

  count(personId: string): Promise<number> {
    return this.database.manager.countBy(LoginAccount, { personId });
  }

  async insert(account: LoginAccount): Promise<void> {
    await insertAlone(() => this.database.manager.insert(LoginAccount, { ...account }));
  }

  async remove(id: string): Promise<void> {
    await this.database.manager.delete(LoginAccount, { id });
  }
}
