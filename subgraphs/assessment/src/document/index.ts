export { Document, DocumentVersion } from './document.entity.ts';
