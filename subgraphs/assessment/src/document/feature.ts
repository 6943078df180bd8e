import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { Document, DocumentVersion } from './document.entity.ts';
import { DocumentRepository } from './document.repository.ts';
import { DocumentResolver, DocumentVersionResolver } from './document.resolver.ts';

export function repositories(database: Database) {
  return { documents: new DocumentRepository(database) };
}

export const feature: Feature<ReturnType<typeof repositories>> = {
  entities: [Document, DocumentVersion],
  resolvers: [
    [DocumentResolver, ({ documents }) => new DocumentResolver(documents)],
    [DocumentVersionResolver, () => new DocumentVersionResolver()],
  ],
  references: ({ documents }) => ({
    Document: ({ code }, context) => context.load(documents.byCode, code ?? ''),
  }),
};
