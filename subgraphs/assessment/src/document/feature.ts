import type { Database } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Base, Feature, MutationScope } from '@ecogrid/subgraph';
import { Document, DocumentVersion } from './document.entity.ts';
import { DocumentRepository } from './document.repository.ts';
import { DocumentResolver, DocumentVersionResolver } from './document.resolver.ts';
import { DocumentService } from './document.service.ts';

export function repositories(database: Database) {
  return { documents: new DocumentRepository(database) };
}

type Parts = Base<TopicOf<'assessment'>> &
  ReturnType<typeof repositories> & { readonly scope: MutationScope };

export const feature: Feature<Parts> = {
  entities: [Document, DocumentVersion],
  resolvers: [
    [DocumentResolver, (parts) => new DocumentResolver(parts.documents, new DocumentService(parts))],
    [DocumentVersionResolver, () => new DocumentVersionResolver()],
  ],
  references: ({ documents }) => ({
    Document: ({ code }, context) => context.load(documents.byCode, code ?? ''),
  }),
};
