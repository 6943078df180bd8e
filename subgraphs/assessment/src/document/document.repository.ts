import { In } from 'typeorm';
import { boundedLists, type Database } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
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

  all(): Promise<Document[]> {
    return this.database.manager.find(Document, { order: { code: 'ASC' }, take: MOST_DOCUMENTS });
  }
}
