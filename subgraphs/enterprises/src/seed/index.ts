export { seedEnterprises } from './enterprises.seed.ts';
