import type { Feature } from '@ecogrid/subgraph';
import type { ReviewParts } from '../review/index.ts';
import { UploadResolver } from './upload.resolver.ts';
import { UploadService } from './upload.service.ts';

export function services(parts: ReviewParts) {
  return { uploading: new UploadService({ ...parts, changes: parts.caseChanges }) };
}

export const feature: Feature<ReturnType<typeof services>> = {
  resolvers: [[UploadResolver, ({ uploading }) => new UploadResolver(uploading)]],
};
