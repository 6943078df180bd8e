import type { Database } from '@ecogrid/database';
import { AttachedFileRepository, SignedAddresses, fileDoor, fileSweep, type FileStore } from '@ecogrid/files';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Base, Feature } from '@ecogrid/subgraph';
import { Attachment, AttachmentResolver, AttachmentService } from './attachment/index.ts';
import {
  Verification,
  VerificationRepository,
  VerificationResolver,
  VerificationService,
} from './verification/index.ts';

export interface EvidenceSettings {
  /** Proves the addresses of photos. */
  readonly uploadSecret: string;
  /** Where the contents of photos are kept. */
  readonly store: FileStore;
}

/** The beginning of the paths that the gateway forwards to this subgraph. */
const UPLOADS = '/uploads/';

export function repositories(database: Database) {
  return {
    attachments: new AttachedFileRepository(database, Attachment),
    verifications: new VerificationRepository(database),
  };
}

type Needs = Base<TopicOf<'cases'>> & EvidenceSettings & ReturnType<typeof repositories>;

export function services(parts: Needs) {
  const photos = new AttachmentService(parts);
  return {
    photos,
    verifying: new VerificationService({ ...parts, photos }),
    addresses: new SignedAddresses(parts.uploadSecret, parts.clock, UPLOADS),
  };
}

export type EvidenceParts = Needs & ReturnType<typeof services>;

export const feature: Feature<EvidenceParts> = {
  entities: [Attachment, Verification],
  resolvers: [
    [AttachmentResolver, ({ addresses }) => new AttachmentResolver(addresses)],
    [VerificationResolver, ({ attachments }) => new VerificationResolver(attachments)],
  ],
  jobs: (parts) => [fileSweep(parts)],
  routes: fileDoor,
};
