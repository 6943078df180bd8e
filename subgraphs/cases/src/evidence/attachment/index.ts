export { Attachment } from './attachment.entity.ts';
export { AttachmentResolver } from './attachment.resolver.ts';
export {
  AttachmentService,
  expectedPhoto,
  usablePhotos,
  type AttachmentRepository,
  type Holder,
} from './attachment.service.ts';
export { UploadPurpose } from './attachment.vocabulary.ts';
export { PhotoIdsField } from './photo-ids.input.ts';
export { PHOTO_BYTES, PHOTO_TYPES } from './photo.rule.ts';
