export { CreateAssessment1767225600000 } from './1767225600000-create-assessment.ts';
export { ClosingsOnce1767225640000 } from './1767225640000-closings-once.ts';
