export { Document, DocumentType, DocumentVersion } from './document.entity.ts';
