export { casesSchema } from './features.ts';
export { MAIL_SHAPE, mailFaults, mailOptionsOf } from './config.ts';
export { startCases } from './start.ts';
export { PUBLIC_REPORT_SHAPE, publicReportLimitsOf } from './intake/index.ts';
