import { In } from 'typeorm';
import { boundedLists, insertAlone, type Database } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { KnownOrganization } from '../neighbours/index.ts';
import { Document, DocumentVersion } from './document.entity.ts';

export const MOST_DOCUMENTS = 100;
/** Of a document. */
export const MOST_VERSIONS = 100;

/** Documents are public, all of them: there is nothing to hide and no policy. */
export class DocumentRepository {
  constructor(private readonly database: Database) {}

  readonly byCode: Batch<string, Document | null> = async (codes) => {
    const rows = await this.database.manager.findBy(Document, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  readonly versionsOf: Batch<string, DocumentVersion[]> = async (documentIds) => {
    const lists = await boundedLists(this.database.manager, DocumentVersion, documentIds, {
      of: 'documentId',
      by: ['effectiveFrom', 'id'],
      most: MOST_VERSIONS,
      keeps: 'LAST',
    });
    return lists.map((own) => own.toReversed());
  };

  find(code: string): Promise<Document | null> {
    return this.database.manager.findOneBy(Document, { code });
  }

  latest(code: string): Promise<DocumentVersion | null> {
    return this.versionsBy(code).orderBy('version.effectiveFrom', 'DESC').limit(1).getOne();
  }

  async versionsOfCode(code: string): Promise<string[]> {
    return (await this.versionsBy(code).getMany()).map(({ version }) => version);
  }

  existingVersion(id: string): Promise<DocumentVersion> {
    return this.database.manager.findOneByOrFail(DocumentVersion, { id });
  }

  isIssuer(code: string): Promise<boolean> {
    return this.database.manager.existsBy(KnownOrganization, { code });
  }

  /** Stores a version; the document takes its title. */
  async publish(document: Document, version: DocumentVersion): Promise<void> {
    const { manager } = this.database;
    const { id, ...words } = document;
    const { affected } = await manager.update(Document, { id }, words);
    if (affected === 0) await insertAlone(() => manager.insert(Document, document));
    await insertAlone(() => manager.insert(DocumentVersion, version));
  }

  private versionsBy(code: string) {
    return this.database.manager
      .createQueryBuilder(DocumentVersion, 'version')
      .innerJoin(Document, 'document', 'document.id = version.documentId')
      .where('document.code = :code', { code });
  }

  all(): Promise<Document[]> {
    return this.database.manager.find(Document, { order: { code: 'ASC' }, take: MOST_DOCUMENTS });
  }
}
