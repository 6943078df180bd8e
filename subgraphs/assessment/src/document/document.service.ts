import { publishVersion } from '@ecogrid/code-tables';
import { newId } from '@ecogrid/database';
import { EcoGridError, term } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { requireRole, type MutationScope } from '@ecogrid/subgraph';
import type { Document, DocumentVersion } from './document.entity.ts';
import type { PublishDocumentInput } from './document.input.ts';
import type { DocumentRepository } from './document.repository.ts';

const PUBLISH = term('publishDocument', '发布制度文件', 'publish a document');

interface Parts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<TopicOf<'assessment'>>;
  readonly documents: DocumentRepository;
}

interface Facts {
  readonly known: Document | null;
  readonly versions: readonly string[];
  readonly isIssuerKnown: boolean;
}

/** The documents of the supervision system. A version is in force until the next one begins. */
export class DocumentService {
  constructor(private readonly parts: Parts) {}

  async publish(actor: Actor, input: PublishDocumentInput): Promise<Document> {
    const { documents } = this.parts;
    const { code, type, title, titleEn, version, effectiveFrom, issuerOrganizationCode } = input;
    const given = { version, effectiveFrom, issuerOrganizationCode };
    await publishVersion(this.parts, actor, input, {
      action: PUBLISH,
      thing: 'document',
      code,
      admit: (each) => requireRole(each, PUBLISH, 'ASSESSOR'),
      latest: () => documents.latest(code),
      facts: async (): Promise<Facts> => ({
        known: await documents.find(code),
        versions: await documents.versionsOfCode(code),
        isIssuerKnown: await documents.isIssuer(issuerOrganizationCode),
      }),
      row: ({ known, versions, isIssuerKnown }): DocumentVersion => {
        if (!isIssuerKnown)
          throw new EcoGridError('NOT_FOUND', { thing: 'organization', id: issuerOrganizationCode });
        if (versions.includes(version))
          throw new EcoGridError('GUARD_FAILED', { action: PUBLISH, guard: 'versionIsNew', version });
        return { ...given, id: newId(), documentId: known?.id ?? newId() };
      },
      end: () => Promise.resolve(),
      insert: (row) => documents.publish({ id: row.documentId, code, type, title, titleEn }, row),
      existing: (id) => documents.existingVersion(id),
    });
    return (await documents.find(code)) as Document;
  }
}
