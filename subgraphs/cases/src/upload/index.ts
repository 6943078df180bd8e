export type { CreateUploadInput } from './upload.input.ts';
