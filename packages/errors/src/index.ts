export { catalogue, isErrorCode, type ErrorCode, type ErrorEntry } from './catalogue.ts';
export { EcoGridError, errorTexts, type ErrorDetails, type ErrorExtensions } from './ecogrid-error.ts';
export { errorDocumentation } from './documentation.ts';
