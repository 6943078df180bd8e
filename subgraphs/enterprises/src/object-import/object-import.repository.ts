import { Brackets, In, MoreThan } from 'typeorm';
import { insertAlone, insertRows, type Database } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import type { ExportPage } from '@ecogrid/imports';
import { scopeClause } from '@ecogrid/subgraph';
import { RegisterChange } from '../register/index.ts';
import { visibleTo } from '../site/index.ts';
import { SupervisedObject } from '../supervised-object/index.ts';

/** Where `canReadObjectSite` finds a row's site. */
const SITE = { grid: 'object.gridCode', enterprise: 'object.creditCode' };

type Named = Pick<SupervisedObject, 'kind' | 'divisionCode' | 'name'>;

/** The rows of the register by the hundred. */
export class ObjectImportRepository {
  constructor(private readonly database: Database) {}

  /** @param isLocked until the end of the transaction. */
  byCodes(creditCodes: readonly string[], isLocked: boolean): Promise<SupervisedObject[]> {
    return this.found({ creditCode: In(creditCodes) }, isLocked);
  }

  /** Objects with such a name; the caller compares kind and street. */
  byNames(rows: readonly Named[], isLocked: boolean): Promise<SupervisedObject[]> {
    return this.found({ name: In(rows.map(({ name }) => name)) }, isLocked);
  }

  byIds(ids: readonly string[]): Promise<SupervisedObject[]> {
    return this.found({ id: In(ids) }, true);
  }

  /** Writes objects and their changes. @param added those that are new. */
  async write(
    added: readonly SupervisedObject[],
    updated: readonly SupervisedObject[],
    changes: readonly RegisterChange[],
  ): Promise<void> {
    const { manager } = this.database;
    await insertAlone(() => insertRows(manager, SupervisedObject, added));
    if (updated.length > 0) await manager.upsert(SupervisedObject, updated.map(copied), ['id']);
    await insertRows(manager, RegisterChange, changes);
  }

  /** Some objects whose site the actor may see, in the order of a column. */
  async page(
    actor: Actor,
    { isEnterprise, after, limit }: { isEnterprise: boolean; after: string | null; limit: number },
  ): Promise<ExportPage<SupervisedObject>> {
    const by = isEnterprise ? 'creditCode' : 'id';
    const query = this.database.manager
      .createQueryBuilder(SupervisedObject, 'object')
      .where(isEnterprise ? `object.kind = 'ENTERPRISE'` : `object.kind <> 'ENTERPRISE'`)
      .andWhere(new Brackets((where) => where.where(scopeClause(visibleTo(actor), SITE))))
      .orderBy(`object.${by}`, 'ASC')
      .take(limit);
    if (after !== null) query.andWhere({ [by]: MoreThan(after) });
    const rows = await query.getMany();
    return { rows, next: rows.length < limit ? null : (rows.at(-1)?.[by] ?? null) };
  }

  /** SQLite has one writer at a time, and no locks of rows. */
  private found(where: object, isLocked: boolean): Promise<SupervisedObject[]> {
    const { manager, engine } = this.database;
    const lock = isLocked && engine !== 'sqlite' ? { lock: { mode: 'pessimistic_write' as const } } : {};
    return manager.find(SupervisedObject, { where, ...lock });
  }
}

function copied<Row extends object>(row: Row): Row {
  return { ...row };
}
