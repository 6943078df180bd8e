export { UPLOAD_SHAPE, attachmentSettings } from './attachment/index.ts';
export { casesSchema } from './schema.ts';
export { MAIL_SHAPE, mailFaults, mailOptionsOf } from './config.ts';
export { startCases } from './start.ts';
