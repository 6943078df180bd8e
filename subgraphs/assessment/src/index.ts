export { assessmentSchema } from './features.ts';
export { startAssessment } from './start.ts';
