export type { CreateUploadInput } from './upload.input.ts';
export { UploadResolver } from './upload.resolver.ts';
export { UploadService } from './upload.service.ts';
