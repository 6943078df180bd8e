import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Category, inForce, isEffective } from './category.entity.ts';
import { IntakeChannel, channelOn } from './intake-channel.entity.ts';

export const MOST_CATEGORIES = 500;
/** In force on a day. */
export const MOST_CHANNELS = 100;

/** Categories and channels: small tables that every actor may read. */
export class CategoryRepository {
  constructor(private readonly database: Database) {}

  readonly byCode: Batch<string, Category | null> = async (codes) => {
    const rows = await this.database.manager.findBy(Category, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  /** All versions of all channels, loaded once for a request. */
  readonly allChannels: Batch<'ALL', IntakeChannel[]> = async (keys) => {
    const rows = await this.database.manager.find(IntakeChannel, { order: { sortOrder: 'ASC' } });
    return keys.map(() => rows);
  };

  /** The version of a channel, by `<code> <first day>`. */
  readonly channelVersion: Batch<string, IntakeChannel | null> = async (keys, context) => {
    const all = await context.load(this.allChannels, 'ALL');
    return inKeyOrder(keys, all, ({ code, effectiveFrom }) => `${code} ${effectiveFrom}`);
  };

  /** @param day absent: all of them. */
  categories(day?: string): Promise<Category[]> {
    const where = day === undefined ? {} : inForce(day);
    return this.database.manager.find(Category, { where, order: { code: 'ASC' }, take: MOST_CATEGORIES });
  }

  /** The channels that take reports on a day, in the order in which they are looked through. */
  channels(day: string): Promise<IntakeChannel[]> {
    const order = { sortOrder: 'ASC', code: 'ASC' } as const;
    return this.database.manager.find(IntakeChannel, { where: inForce(day), order, take: MOST_CHANNELS });
  }

  some(codes: readonly string[]): Promise<Category[]> {
    return this.database.manager.findBy(Category, { code: In(codes) });
  }

  find(code: string): Promise<Category | null> {
    return this.database.manager.findOneBy(Category, { code });
  }

  /** The category, if it may be given to a case on the day. */
  async effective(code: string, day: string): Promise<Category | null> {
    const category = await this.find(code);
    return category && isEffective(category, day) ? category : null;
  }

  /** The channel as it is on a day. @throws EcoGridError NOT_FOUND when it takes no reports then. */
  async channel(code: string, day: string): Promise<IntakeChannel> {
    const found = channelOn(await this.channels(day), code, day);
    if (!found) throw new EcoGridError('NOT_FOUND', { thing: 'intakeChannel', id: code });
    return found;
  }
}
