import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { LoginAccount } from './login-account.entity.ts';
import { LoginAccountRepository } from './login-account.repository.ts';
import { LoginAccountResolver } from './login-account.resolver.ts';
import { LoginAccountService } from './login-account.service.ts';

export function repositories(database: Database) {
  return { accounts: new LoginAccountRepository(database) };
}

export function services(parts: ConstructorParameters<typeof LoginAccountService>[0]) {
  return { linking: new LoginAccountService(parts) };
}

export const feature: Feature<ReturnType<typeof repositories> & ReturnType<typeof services>> = {
  entities: [LoginAccount],
  resolvers: [[LoginAccountResolver, ({ linking, accounts }) => new LoginAccountResolver(linking, accounts)]],
};
