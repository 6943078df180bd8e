export { enterprisesSchema } from './features.ts';
export { startEnterprises, type EnterprisesOptions } from './start.ts';
