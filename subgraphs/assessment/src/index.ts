export { assessmentSchema } from './schema.ts';
export { startAssessment } from './start.ts';
