import { In, LessThan } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { groupedByKey, type Batch } from '@ecogrid/subgraph';
import { Attachment } from './attachment.entity.ts';

export class AttachmentRepository {
  constructor(private readonly database: Database) {}

  /** Only asked of holders that the actor was shown. */
  readonly ofHolders: Batch<string, Attachment[]> = async (holderIds) => {
    const rows = await this.database.manager.find(Attachment, {
      where: { holderId: In(holderIds), state: 'ATTACHED' },
      order: { id: 'ASC' },
    });
    return groupedByKey(holderIds, rows, ({ holderId }) => holderId as string);
  };

  find(id: string): Promise<Attachment | null> {
    return this.database.manager.findOneBy(Attachment, { id });
  }

  existing(id: string): Promise<Attachment> {
    return this.database.manager.findOneByOrFail(Attachment, { id });
  }

  some(ids: readonly string[]): Promise<Attachment[]> {
    return this.database.manager.findBy(Attachment, { id: In(ids) });
  }

  /** The number of open uploads of a person. */
  countOpen(uploaderId: string): Promise<number> {
    return this.database.manager.countBy(Attachment, { uploaderId, state: In(['EXPECTED', 'STORED']) });
  }

  async insert(row: Attachment): Promise<void> {
    await this.database.manager.insert(Attachment, { ...row });
  }

  /** @returns whether it was expected until now. */
  store(id: string, set: Pick<Attachment, 'width' | 'height' | 'storedAt'>): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const { affected } = await manager.update(
        Attachment,
        { id, state: 'EXPECTED' },
        { ...set, state: 'STORED' },
      );
      return affected === 1;
    });
  }

  /** @returns how many of them were stored and free until now. */
  async attach(ids: readonly string[], holderId: string): Promise<number> {
    const { affected } = await this.database.manager.update(
      Attachment,
      { id: In(ids), state: 'STORED' },
      { holderId, state: 'ATTACHED' },
    );
    return affected ?? 0;
  }

  /**
   * Claims uploads that were created before the moment and never attached, so that they cannot be attached; also those that an
   * earlier sweep took and did not finish.
   */
  async takeOrphans(before: Date, limit: number): Promise<Attachment[]> {
    return this.database.transaction(async (manager) => {
      const where = [
        { state: In(['EXPECTED', 'STORED']), createdAt: LessThan(before) },
        { state: 'SWEPT' as const },
      ];
      const found = await manager.find(Attachment, { where, order: { createdAt: 'ASC' }, take: limit });
      const ids = found.map(({ id }) => id);
      await manager.update(
        Attachment,
        { id: In(ids), state: In(['EXPECTED', 'STORED']) },
        { state: 'SWEPT' },
      );
      return manager.findBy(Attachment, { id: In(ids), state: 'SWEPT' });
    });
  }

  async remove(id: string): Promise<void> {
    await this.database.transaction((manager) => manager.delete(Attachment, { id, state: 'SWEPT' }));
  }
}
