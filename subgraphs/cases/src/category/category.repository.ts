import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Category, isEffective } from './category.entity.ts';
import { IntakeChannel } from './intake-channel.entity.ts';

/** Categories and channels: small tables that everybody may read. */
export class CategoryRepository {
  constructor(private readonly database: Database) {}

  readonly byCode: Batch<string, Category | null> = async (codes) => {
    const rows = await this.database.manager.findBy(Category, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  readonly channelByCode: Batch<string, IntakeChannel | null> = async (codes) => {
    const rows = await this.database.manager.findBy(IntakeChannel, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  categories(): Promise<Category[]> {
    return this.database.manager.find(Category, { order: { code: 'ASC' } });
  }

  channels(): Promise<IntakeChannel[]> {
    return this.database.manager.find(IntakeChannel, { order: { sortOrder: 'ASC' } });
  }

  find(code: string): Promise<Category | null> {
    return this.database.manager.findOneBy(Category, { code });
  }

  /** The category, if it may be given to a case on the day. */
  async effective(code: string, day: string): Promise<Category | null> {
    const category = await this.find(code);
    return category && isEffective(category, day) ? category : null;
  }

  channel(code: string): Promise<IntakeChannel | null> {
    return this.database.manager.findOneBy(IntakeChannel, { code });
  }
}
