import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { groupedByKey, inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Document, DocumentVersion } from './document.entity.ts';

/** Documents are public, all of them: there is nothing to hide and no policy. */
export class DocumentRepository {
  constructor(private readonly database: Database) {}

  readonly byCode: Batch<string, Document | null> = async (codes) => {
    const rows = await this.database.manager.findBy(Document, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  readonly versionsOf: Batch<string, DocumentVersion[]> = async (documentIds) => {
    const where = { documentId: In(documentIds) };
    const rows = await this.database.manager.find(DocumentVersion, {
      where,
      order: { effectiveFrom: 'DESC', id: 'DESC' },
    });
    return groupedByKey(documentIds, rows, ({ documentId }) => documentId);
  };

  all(): Promise<Document[]> {
    return this.database.manager.find(Document, { order: { code: 'ASC' } });
  }
}
