export { AttachedFile, AttachmentType, PhotoMoment, attachedFileColumns } from './attached-file.entity.ts';
export { AttachedFileRepository } from './attached-file.repository.ts';
export { UPLOAD_SHAPE, fileSettings, readFileSettings, type FileSettings } from './config.ts';
export { fileDoor } from './file-door.ts';
export { DiskStore, type FileStore } from './file-store.ts';
export { isDecoded } from './picture.ts';
export { fileSweep, sweep } from './file-sweep.ts';
export { SignedAddresses } from './signed-address.ts';
