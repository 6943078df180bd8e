import { In, LessThanOrEqual, type EntityTarget, type FindOptionsWhere, type Repository } from 'typeorm';
import { RunAgain, type Database } from '@ecogrid/database';
import type { PlannedTimer } from './planned-timer.entity.ts';

type Thing<Row extends PlannedTimer> = Pick<Row, 'thing' | 'thingId'>;

/** The timers of one table. Its methods that write are called inside a unit of work. */
export class PlannedTimerRepository<Row extends PlannedTimer> {
  constructor(
    protected readonly database: Database,
    private readonly entity: EntityTarget<Row>,
  ) {}

  /** The rows of one run that took effect. */
  sent({ thing, thingId }: Thing<Row>, cycle: string): Promise<Row[]> {
    return this.rows().findBy({ thing, thingId, cycle, state: 'SENT' }) as Promise<Row[]>;
  }

  /** Forgets the timers of an object, of some kinds or of all. */
  async clear({ thing, thingId }: Thing<Row>, kinds?: ReadonlyArray<Row['kind']>): Promise<void> {
    const of = kinds && { kind: In(kinds) };
    await this.rows().delete({ thing, thingId, state: 'PENDING', ...of });
  }

  /** Rows that a concurrent transaction has claimed are found when this one is repeated. */
  async insert(timers: readonly Row[]): Promise<void> {
    if (timers.length === 0) return;
    try {
      await this.rows().insert([...timers]);
    } catch (cause) {
      if ((cause as { code?: unknown }).code !== 'ER_DUP_ENTRY') throw cause;
      throw new RunAgain('a timer took effect in another transaction', { cause });
    }
  }

  /** Ids of the rows that are due by now, the longest due first. */
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

  /** When the next row is due, of those around the clock or of the others; null when none is planned. */
  async next(isAroundTheClock: boolean): Promise<Date | null> {
    const [first] = await this.first(isAroundTheClock, 1);
    return first?.dueAt ?? null;
  }

  /** Takes those that are still pending: of several who try, one gets each. @returns the result of this caller. */
  async claim(ids: readonly string[], claim: string, sentAt: Date): Promise<Row[]> {
    const pending = { id: In(ids), state: 'PENDING' as const };
    const { affected } = await this.rows().update(pending, { state: 'SENT', sentAt, claim });
    if (!affected) return [];
    return this.rows().find({ where: { id: In(ids), claim }, order: { id: 'ASC' } }) as Promise<Row[]>;
  }

  /** Ends claimed rows whose object is gone. */
  async end(claimed: ReadonlyArray<Pick<Row, 'id'>>): Promise<void> {
    if (claimed.length === 0) return;
    const ids = claimed.map(({ id }) => id);
    await this.rows().update({ id: In(ids) }, { state: 'GONE', sentAt: null });
  }

  async postpone(id: string, dueAt: Date): Promise<void> {
    await this.rows().update({ id, state: 'PENDING' }, { dueAt });
  }

  private first(isAroundTheClock: boolean, limit: number, now?: Date): Promise<PlannedTimer[]> {
    const by = now && { dueAt: LessThanOrEqual(now) };
    const where: FindOptionsWhere<PlannedTimer> = { state: 'PENDING', isAroundTheClock, ...by };
    return this.rows().find({ where, order: { dueAt: 'ASC' }, take: limit });
  }

  /** The queries know the columns of every timer and no others. */
  private rows(): Repository<PlannedTimer> {
    return this.database.manager.getRepository(this.entity) as unknown as Repository<PlannedTimer>;
  }
}
