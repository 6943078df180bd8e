import { In, LessThanOrEqual, type FindOptionsWhere } from 'typeorm';
import { RunAgain, nestedPages, type Database, type Page } from '@ecogrid/database';
import type { Batch } from '@ecogrid/subgraph';
import { DeadlineNotice } from './deadline-notice.entity.ts';

type Thing = Pick<DeadlineNotice, 'thing' | 'thingId'>;

export class DeadlineNoticeRepository {
  constructor(private readonly database: Database) {}

  /** Only asked of tickets and cases that the actor was shown. */
  readonly ofTickets = this.nested('item.thing = :thing AND item.thingId = :parent');
  readonly ofCases = this.nested('item.caseId = :parent');

  /** The sent notices of one run of a clock. */
  sent({ thing, thingId }: Thing, cycle: string): Promise<DeadlineNotice[]> {
    return this.database.manager.findBy(DeadlineNotice, { thing, thingId, cycle, state: 'SENT' });
  }

  /** Forgets what is planned about a thing, of some kinds or of all. */
  async clear({ thing, thingId }: Thing, kinds?: ReadonlyArray<DeadlineNotice['kind']>): Promise<void> {
    const of = kinds && { kind: In(kinds) };
    await this.database.manager.delete(DeadlineNotice, { thing, thingId, state: 'PENDING', ...of });
  }

  /** Notices that a concurrent transaction has sent are found when this one is repeated. */
  async insert(notices: readonly DeadlineNotice[]): Promise<void> {
    if (notices.length === 0) return;
    try {
      await this.database.manager.insert(DeadlineNotice, [...notices]);
    } catch (cause) {
      if ((cause as { code?: unknown }).code !== 'ER_DUP_ENTRY') throw cause;
      throw new RunAgain('a notice was sent by another transaction', { cause });
    }
  }

  /** Ids of what is to go out by now, the longest due first. */
  async due(now: Date, withOffice: boolean, limit: number): Promise<string[]> {
    const kinds = withOffice ? [true, false] : [true];
    const found = await Promise.all(
      kinds.map((isAroundTheClock) => this.first(isAroundTheClock, limit, now)),
    );
    return found
      .flat()
      .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
      .slice(0, limit)
      .map(({ id }) => id);
  }

  /** When the next of a kind is to go out; null when none is planned. */
  async next(isAroundTheClock: boolean): Promise<Date | null> {
    const [first] = await this.first(isAroundTheClock, 1);
    return first?.dueAt ?? null;
  }

  /** Takes those that are still pending: of several who try, one gets each. @returns what this caller got. */
  async claim(ids: readonly string[], claim: string, sentAt: Date): Promise<DeadlineNotice[]> {
    const { manager } = this.database;
    const pending = { id: In(ids), state: 'PENDING' as const };
    const { affected } = await manager.update(DeadlineNotice, pending, { state: 'SENT', sentAt, claim });
    if (!affected) return [];
    return manager.find(DeadlineNotice, {
      where: { id: In(ids), claim },
      order: { caseId: 'ASC', id: 'ASC' },
    });
  }

  /** After a move the notices go to the people of the new grid. */
  async relocate(caseId: string, gridCode: string): Promise<void> {
    await this.database.manager.update(DeadlineNotice, { caseId, state: 'PENDING' }, { gridCode });
  }

  async postpone(id: string, dueAt: Date): Promise<void> {
    await this.database.manager.update(DeadlineNotice, { id, state: 'PENDING' }, { dueAt });
  }

  private first(isAroundTheClock: boolean, limit: number, now?: Date): Promise<DeadlineNotice[]> {
    const by = now && { dueAt: LessThanOrEqual(now) };
    const where: FindOptionsWhere<DeadlineNotice> = { state: 'PENDING', isAroundTheClock, ...by };
    return this.database.manager.find(DeadlineNotice, { where, order: { dueAt: 'ASC' }, take: limit });
  }

  private nested(belonging: string): Batch<string, Page<DeadlineNotice>> {
    return (keys) =>
      nestedPages(this.database.manager, { property: 'dueAt', direction: 'ASC' }, keys, ({ parent }) =>
        this.database.manager
          .createQueryBuilder(DeadlineNotice, 'item')
          .where(belonging, { parent, thing: 'TICKET' }),
      );
  }
}
