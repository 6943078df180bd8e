export { ServiceAccount } from './service-account.entity.ts';
