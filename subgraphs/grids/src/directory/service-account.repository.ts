import type { Database } from '@ecogrid/database';
import { ServiceAccount } from './service-account.entity.ts';

export class ServiceAccountRepository {
  constructor(private readonly database: Database) {}

  find(name: string): Promise<ServiceAccount | null> {
    return this.database.manager.findOneBy(ServiceAccount, { name });
  }
}
