export { casesSchema } from './features.ts';
export { DIVISION_SHAPE, MAIL_SHAPE, divisionCodeOf, mailFaults, mailOptionsOf } from './config.ts';
export { startCases } from './start.ts';
export { PUBLIC_REPORT_SHAPE, publicReportLimitsOf } from './intake/index.ts';
export { PROCESS as CASES_PROCESS } from './config.ts';
