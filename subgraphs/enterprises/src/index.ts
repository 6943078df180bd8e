export { enterprisesSchema } from './schema.ts';
export { startEnterprises, type EnterprisesOptions } from './start.ts';
