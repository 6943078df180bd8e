export { seedAssessment } from './assessment.seed.ts';
