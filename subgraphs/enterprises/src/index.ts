export { enterprisesSchema } from './features.ts';
export { startEnterprises, type EnterprisesOptions } from './start.ts';
export { HJ212_SHAPE, hj212AddressOf } from './config.ts';
export { PROCESS as ENTERPRISES_PROCESS } from './config.ts';
