import { And, In, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm';
import { RawRows, placeholders, type Database } from '@ecogrid/database';
import { BOUNDS } from './bounds.ts';
import type { EventFilter, LoggedEvent } from './event.ts';
import { LogIdentityRow, OutboxRow } from './outbox.entity.ts';

const { numberedAtOnce } = BOUNDS.log;

/** The queries of the outbox and of the log it becomes. */
export class OutboxRepository {
  constructor(private readonly database: Database) {}

  identity(): Promise<LogIdentityRow> {
    return this.database.manager.findOneByOrFail(LogIdentityRow, { id: 1 });
  }

  async head(manager: EntityManager = this.database.manager): Promise<number> {
    const last = await manager.findOne(OutboxRow, {
      where: { position: MoreThan(0) },
      order: { position: 'DESC' },
    });
    return last?.position ?? 0;
  }

  async first(): Promise<number> {
    const where = { position: MoreThan(0) };
    const oldest = await this.database.manager.findOne(OutboxRow, { where, order: { position: 'ASC' } });
    return oldest?.position ?? 1;
  }

  /** Matching events after one position and, unless it is left out, up to another. */
  async read(after: number, filter: EventFilter, limit: number, through?: number): Promise<LoggedEvent[]> {
    const rows = await this.database.manager.find(OutboxRow, {
      where: {
        position: through === undefined ? MoreThan(after) : And(MoreThan(after), LessThanOrEqual(through)),
        ...(filter.topics && { topic: In(filter.topics) }),
        ...(filter.channels && { channel: In(filter.channels) }),
      },
      order: { position: 'ASC' },
      take: limit,
    });
    return rows.map(logged);
  }

  /** Gives up to `limit` committed rows the next positions. UUIDv7 order keeps one process's events in their order. */
  async sequence(manager: EntityManager, limit: number): Promise<LoggedEvent[]> {
    const unnumbered = 'WHERE item.position IS NULL ORDER BY item.id LIMIT ?';
    const rows = await RawRows.of(manager.connection, OutboxRow).select(manager, unnumbered, [limit]);
    const head = rows.length === 0 ? 0 : await this.head(manager);
    rows.forEach((row, index) => (row.position = head + index + 1));
    for (let start = 0; start < rows.length; start += numberedAtOnce)
      await this.number(manager, rows.slice(start, start + numberedAtOnce));
    return rows.map(logged);
  }

  private async number({ queryRunner }: EntityManager, rows: readonly OutboxRow[]): Promise<void> {
    const text = `UPDATE event_log SET position = CASE id ${rows.map(() => 'WHEN ? THEN ?').join(' ')} END
      WHERE id IN (${placeholders(rows)}) AND position IS NULL`;
    const values = [...rows.flatMap(({ id, position }) => [id, position]), ...rows.map(({ id }) => id)];
    const result = await queryRunner?.query(text, values, true);
    if (result?.affected !== rows.length) throw new Error('another process gave an event its position');
  }

  /** Deletes the oldest events while they are older than the moment. They go in order: the kept events have no gaps. */
  async prune({ before, through, limit }: Pruning): Promise<number> {
    const oldest = await this.database.manager.find(OutboxRow, {
      select: { id: true, position: true, occurredAt: true },
      where: { position: LessThanOrEqual(through) },
      order: { position: 'ASC' },
      take: limit,
    });
    const young = oldest.findIndex(({ occurredAt }) => occurredAt >= before);
    const old = young < 0 ? oldest : oldest.slice(0, young);
    const last = old.at(-1)?.position;
    if (!last) return 0;
    await this.database.transaction((manager) =>
      manager.delete(OutboxRow, { position: LessThanOrEqual(last) }),
    );
    return old.length;
  }
}

interface Pruning {
  readonly before: Date;
  /** The last position that may be deleted. */
  readonly through: number;
  readonly limit: number;
}

function logged(row: OutboxRow): LoggedEvent {
  const { id, topic, channel, aggregateId, occurredAt } = row;
  const payload = row.payload as Record<string, unknown>;
  return { id, topic, channel, aggregateId, payload, occurredAt, position: row.position ?? 0 };
}
