export { LoginAccount } from './login-account.entity.ts';
export { LoginAccountRepository } from './login-account.repository.ts';
export type { LoginAccountService } from './login-account.service.ts';
