import { CreateCases1767225600000 } from './1767225600000-create-cases.ts';

/** One baseline until 1.0. */
export const MIGRATIONS = [CreateCases1767225600000];
