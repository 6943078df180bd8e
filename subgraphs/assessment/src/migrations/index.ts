import { CreateAssessment1767225600000 } from './1767225600000-create-assessment.ts';
import { ClosingsOnce1767225640000 } from './1767225640000-closings-once.ts';

/** In the order in which they run. */
export const MIGRATIONS = [CreateAssessment1767225600000, ClosingsOnce1767225640000];
