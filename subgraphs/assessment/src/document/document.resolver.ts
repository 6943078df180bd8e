import { Arg, Ctx, FieldResolver, Query, Resolver, Root, Directive } from 'type-graphql';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { Organization } from '../neighbours/index.ts';
import { Document, DocumentVersion } from './document.entity.ts';
import { PublishDocumentInput } from './document.input.ts';
import { MOST_VERSIONS, MOST_DOCUMENTS, type DocumentRepository } from './document.repository.ts';
import type { DocumentService } from './document.service.ts';

@Resolver(() => Document)
export class DocumentResolver {
  constructor(
    private readonly repository: DocumentRepository,
    private readonly service: DocumentService,
  ) {}

  @PayloadMutation('document', () => Document, {
    description:
      'Publishes a document or its next version, from a day to come (发布制度文件). For assessors. Errors: FORBIDDEN, NOT_FOUND, GUARD_FAILED, VERSION_STALE.',
  })
  publishDocument(
    @Arg('input', () => PublishDocumentInput, { description: 'The document, its version, and from when.' })
    input: PublishDocumentInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Document> {
    return this.service.publish(actor, input);
  }

  @Query(() => Document, { nullable: true, description: 'A document by its code; null when there is none.' })
  document(
    @Arg('code', () => String, { description: 'Its stable code, such as DOC-HANDBOOK.' }) code: string,
    @Ctx() context: GraphContext,
  ): Promise<Document | null> {
    return context.load(this.repository.byCode, code);
  }

  @Directive('@listSize(assumedSize: 100)')
  @Query(() => [Document], {
    description: `The named documents, four today and ${MOST_DOCUMENTS} at most, by code (制度文件). Every actor may read them. docs/domain.md rows 20-22.`,
  })
  documents(): Promise<Document[]> {
    return this.repository.all();
  }

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [DocumentVersion], {
    description: `Its versions, the newest first, ${MOST_VERSIONS} at most (版本).`,
  })
  versions(@Root() { id }: Document, @Ctx() context: GraphContext): Promise<DocumentVersion[]> {
    return context.load(this.repository.versionsOf, id);
  }
}

@Resolver(() => DocumentVersion)
export class DocumentVersionResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization that issued it (发文机构); null when it was dissolved.',
  })
  issuer(@Root() { issuerOrganizationCode }: DocumentVersion): Organization {
    return { code: issuerOrganizationCode };
  }
}
