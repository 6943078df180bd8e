export { assessmentSchema } from './features.ts';
export { startAssessment } from './start.ts';
export { PROCESS as ASSESSMENT_PROCESS } from './config.ts';
