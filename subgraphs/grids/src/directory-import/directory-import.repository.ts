import { In, MoreThan, type EntityTarget, type FindOptionsWhere } from 'typeorm';
import { insertAlone, type Database } from '@ecogrid/database';
import type { ExportPage } from '@ecogrid/imports';
import { Division } from '../division/index.ts';

interface Identified {
  id: string;
}

/** The rows of organizations and people by the hundred. */
export class DirectoryImportRepository {
  constructor(private readonly database: Database) {}

  /** Rows with one of the values. @param isLocked until the end of the transaction. */
  some<Row extends Identified>(
    entity: EntityTarget<Row>,
    property: keyof Row & string,
    values: readonly string[],
    isLocked: boolean,
  ): Promise<Row[]> {
    const { manager, engine } = this.database;
    const lock = isLocked && engine !== 'sqlite' ? { lock: { mode: 'pessimistic_write' as const } } : {};
    return manager.find(entity, { where: { [property]: In(values) } as FindOptionsWhere<Row>, ...lock });
  }

  async divisions(codes: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.manager.findBy(Division, { code: In(codes) });
    return new Set(rows.map(({ code }) => code));
  }

  async write<Row extends Identified>(
    entity: EntityTarget<Row>,
    added: readonly Row[],
    updated: readonly Row[],
  ): Promise<void> {
    const { manager } = this.database;
    const copies = (rows: readonly Row[]): never => rows.map((row) => ({ ...row })) as never;
    if (added.length > 0) await insertAlone(() => manager.insert(entity, copies(added)));
    if (updated.length > 0) await manager.upsert(entity, copies(updated), ['id']);
  }

  /** Some rows in the order of their ids. */
  async page<Row extends Identified>(
    entity: EntityTarget<Row>,
    after: string | null,
    limit: number,
  ): Promise<ExportPage<Row>> {
    const where = (after === null ? {} : { id: MoreThan(after) }) as FindOptionsWhere<Row>;
    const rows = await this.database.manager.find(entity, {
      where,
      order: { id: 'ASC' } as never,
      take: limit,
    });
    return { rows, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
  }
}
