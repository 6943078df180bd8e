import { CreateAssessment1767225600000 } from './1767225600000-create-assessment.ts';

/** One baseline until 1.0. */
export const MIGRATIONS = [CreateAssessment1767225600000];
