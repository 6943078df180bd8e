export { Document, DocumentVersion } from './document.entity.ts';
export { DocumentRepository } from './document.repository.ts';
export { DocumentResolver, DocumentVersionResolver } from './document.resolver.ts';
