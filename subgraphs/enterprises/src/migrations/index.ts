import { CreateEnterprises1767225600000 } from './1767225600000-create-enterprises.ts';

/** In the order in which they run. */
export const MIGRATIONS = [CreateEnterprises1767225600000];
