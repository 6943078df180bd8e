export { UPLOAD_SHAPE, attachmentSettings } from './attachment/config.ts';
export { casesSchema } from './schema.ts';
export { startCases } from './start.ts';
