import { In, MoreThan, type EntityTarget, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';
import { insertAlone, type Database } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import type { ExportPage } from '@ecogrid/imports';
import { scopeClause } from '@ecogrid/subgraph';
import { visibleTo } from '../site/index.ts';
import { SupervisedObject } from '../supervised-object/index.ts';

/** A thing that stands on the site of an enterprise. */
export interface Placed {
  id: string;
  code: string;
  name: string;
  enterpriseId: string;
  enterpriseCode: string;
  longitude: number;
  latitude: number;
  gridCode: string | null;
}

/** A table whose rows name such a thing. */
export interface Dependent {
  readonly entity: EntityTarget<ObjectLiteral>;
  readonly property: string;
}

/** The rows of the things of a table by the hundred. */
export class PlacedRepository {
  constructor(private readonly database: Database) {}

  /** @param isLocked until the end of the transaction. */
  some<Row extends Placed>(
    entity: EntityTarget<Row>,
    values: { readonly codes: readonly string[] } | { readonly ids: readonly string[] },
    isLocked: boolean,
  ): Promise<Row[]> {
    const { manager, engine } = this.database;
    const lock = isLocked && engine !== 'sqlite' ? { lock: { mode: 'pessimistic_write' as const } } : {};
    const where = 'codes' in values ? { code: In(values.codes) } : { id: In(values.ids) };
    return manager.find(entity, { where: where as FindOptionsWhere<Row>, ...lock });
  }

  /** The ids of enterprises by their codes. */
  async enterprises(codes: readonly string[]): Promise<ReadonlyMap<string | null, string>> {
    const where = { creditCode: In(codes), kind: 'ENTERPRISE' as const };
    const rows = await this.database.manager.find(SupervisedObject, {
      where,
      select: { id: true, creditCode: true },
    });
    return new Map(rows.map(({ creditCode, id }) => [creditCode, id]));
  }

  async write<Row extends Placed>(
    entity: EntityTarget<Row>,
    added: readonly Row[],
    updated: readonly Row[],
  ): Promise<void> {
    const { manager } = this.database;
    const copies = (rows: readonly Row[]): never => rows.map((row) => ({ ...row })) as never;
    if (added.length > 0) await insertAlone(() => manager.insert(entity, copies(added)));
    if (updated.length > 0) await manager.upsert(entity, copies(updated), ['id']);
  }

  /** Removes things that no row of the dependents names. @returns how many. */
  async remove<Row extends Placed>(
    entity: EntityTarget<Row>,
    ids: readonly string[],
    dependents: readonly Dependent[],
  ): Promise<number> {
    if (ids.length === 0) return 0;
    const { manager } = this.database;
    const held = new Set<unknown>();
    for (const { entity: dependent, property } of dependents) {
      const rows = await manager.find(dependent, {
        where: { [property]: In(ids) },
        select: { [property]: true },
      });
      for (const row of rows) held.add(row[property]);
    }
    const free = ids.filter((id) => !held.has(id));
    if (free.length > 0) await manager.delete(entity, free);
    return free.length;
  }

  /** Some things on sites that the actor may see, in the order of their ids. */
  async page<Row extends Placed>(
    entity: EntityTarget<Row>,
    actor: Actor,
    after: string | null,
    limit: number,
  ): Promise<ExportPage<Row>> {
    const query = this.database.manager
      .createQueryBuilder(entity, 'placed')
      .where(scopeClause(visibleTo(actor), { grid: 'placed.gridCode', enterprise: 'placed.enterpriseCode' }))
      .orderBy('placed.id', 'ASC')
      .take(limit);
    if (after !== null) query.andWhere({ id: MoreThan(after) });
    const rows = await query.getMany();
    return { rows, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
  }
}
