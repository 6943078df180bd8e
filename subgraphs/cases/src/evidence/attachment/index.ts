export { attachmentDoor } from './attachment.door.ts';
export { Attachment } from './attachment.entity.ts';
export { AttachmentRepository } from './attachment.repository.ts';
export { AttachmentResolver } from './attachment.resolver.ts';
export { AttachmentService, type Holder } from './attachment.service.ts';
export {
  UPLOAD_SHAPE,
  attachmentSettings,
  readAttachmentSettings,
  type AttachmentSettings,
} from './config.ts';
export { DiskStore, type AttachmentStore } from './attachment.store.ts';
export { attachmentSweep, sweep } from './attachment.sweep.ts';
export { PhotoMoment, UploadPurpose } from './attachment.vocabulary.ts';
export { PhotoIdsField } from './photo-ids.input.ts';
export { PHOTO_BYTES, PHOTO_TYPES } from './photo.rule.ts';
export { SignedAddresses } from './signed-address.ts';
