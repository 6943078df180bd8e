import { In, LessThan, type EntityManager, type EntityTarget, type Repository } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { groupedByKey, type Batch } from '@ecogrid/subgraph';
import type { AttachedFile } from './attached-file.entity.ts';
import type { Taken } from './picture.ts';

/** The rows of uploaded files in the table of a subgraph, from their declaration until they are attached or swept. */
export class AttachedFileRepository<Row extends AttachedFile> {
  constructor(
    private readonly database: Database,
    private readonly entity: EntityTarget<Row>,
  ) {}

  /** Only asked of holders that the actor was shown. */
  readonly ofHolders: Batch<string, Row[]> = async (holderIds) => {
    const rows = await this.rows().find({
      where: { holderId: In(holderIds), state: 'ATTACHED' },
      order: { id: 'ASC' },
    });
    return groupedByKey(holderIds, rows as Row[], ({ holderId }) => holderId as string);
  };

  find(id: string): Promise<Row | null> {
    return this.rows().findOneBy({ id }) as Promise<Row | null>;
  }

  existing(id: string): Promise<Row> {
    return this.rows().findOneByOrFail({ id }) as Promise<Row>;
  }

  some(ids: readonly string[]): Promise<Row[]> {
    return this.rows().findBy({ id: In(ids) }) as Promise<Row[]>;
  }

  /** The number of open uploads of a person. */
  countOpen(uploaderId: string): Promise<number> {
    return this.rows().countBy({ uploaderId, state: In(['EXPECTED', 'STORED']) });
  }

  async insert(row: Row): Promise<void> {
    await this.rows().insert({ ...row });
  }

  /** @returns whether it was expected until now. */
  store(
    id: string,
    set: Pick<AttachedFile, 'width' | 'height' | 'storedAt'> & Partial<Taken>,
  ): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const { affected } = await this.rows(manager).update(
        { id, state: 'EXPECTED' },
        { ...set, state: 'STORED' },
      );
      return affected === 1;
    });
  }

  /** @returns how many of them were stored and free until now. */
  async attach(ids: readonly string[], holderId: string): Promise<number> {
    const { affected } = await this.rows().update(
      { id: In(ids), state: 'STORED' },
      { holderId, state: 'ATTACHED' },
    );
    return affected ?? 0;
  }

  /**
   * Claims uploads that were created before the moment and never attached, so that they cannot be attached; also those that an
   * earlier sweep took and did not finish.
   */
  async takeOrphans(before: Date, limit: number): Promise<AttachedFile[]> {
    return this.database.transaction(async (manager) => {
      const rows = this.rows(manager);
      const where = [
        { state: In(['EXPECTED', 'STORED']), createdAt: LessThan(before) },
        { state: 'SWEPT' as const },
      ];
      const found = await rows.find({ where, order: { createdAt: 'ASC' }, take: limit });
      const ids = found.map(({ id }) => id);
      await rows.update({ id: In(ids), state: In(['EXPECTED', 'STORED']) }, { state: 'SWEPT' });
      return rows.findBy({ id: In(ids), state: 'SWEPT' });
    });
  }

  async remove(id: string): Promise<void> {
    await this.database.transaction((manager) => this.rows(manager).delete({ id, state: 'SWEPT' }));
  }

  /** The queries know the columns of every attached file and no others. */
  private rows(manager: EntityManager = this.database.manager): Repository<AttachedFile> {
    return manager.getRepository(this.entity) as unknown as Repository<AttachedFile>;
  }
}
