import { crc32 } from 'node:zlib';
import { In, type EntityTarget, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';
import { canonicalJson, insertAlone, insertRows, type Database } from '@ecogrid/database';
import type { LeftRow, UndoableRow, Writing, WrittenRow } from './import-kind.ts';

interface Identified extends ObjectLiteral {
  id: string;
}

/** A table whose rows name things of another one. */
export interface Dependent<Thing> {
  readonly entity: EntityTarget<ObjectLiteral>;
  readonly property: string;
  /** The property of the thing that they name. */
  readonly names: keyof Thing & string;
}

/** A thing as a row makes it, beside the stored one. */
interface Pair<Thing> {
  readonly before: Thing | null;
  readonly after: Thing;
}

/** Things that were written at once. */
export interface Kept<Thing> {
  readonly added: readonly Thing[];
  readonly updated: readonly Thing[];
}

interface Table<Thing> {
  readonly entity: new () => Thing;
  /** Columns that change without a change of the thing, such as its grid. */
  readonly follows?: ReadonlyArray<keyof Thing & string>;
  /** An added thing that such a row names stays when its import is undone; null where each added thing stays. */
  readonly dependents: ReadonlyArray<Dependent<Thing>> | null;
  /** Absent: a fingerprint of the values, which differs for other ones. */
  readonly versionOf?: (thing: Thing) => number;
  /** The thing as the version after another one. */
  readonly next?: (thing: Thing, before: Thing) => Thing;
  /** An added thing that ends when its import is undone, in place of a removal. */
  readonly ended?: (thing: Thing) => Thing;
  /** Announces them, or forgets their cached copies, in their transaction. */
  readonly changed?: (kept: Kept<Thing>, writing: Writing) => Promise<void> | void;
}

/** Writes the things of a table by the hundred, and takes them back. */
export class StoredRows<Thing extends Identified> {
  constructor(
    private readonly database: Database,
    private readonly table: Table<Thing>,
  ) {}

  /** Things with one of the values. @param isLocked until the end of the transaction. */
  some(property: keyof Thing & string, values: readonly unknown[], isLocked: boolean): Promise<Thing[]> {
    const { manager, engine } = this.database;
    // SQLite has one writer at a time, and no locks of rows.
    const lock = isLocked && engine !== 'sqlite' ? { lock: { mode: 'pessimistic_write' as const } } : {};
    const where = { [property]: In([...new Set(values)]) } as FindOptionsWhere<Thing>;
    return manager.find(this.table.entity, { where, ...lock });
  }

  async write(pairs: ReadonlyArray<Pair<Thing>>, writing: Writing): Promise<WrittenRow[]> {
    const { next = (thing: Thing): Thing => thing } = this.table;
    const [added, updated]: [Thing[], Thing[]] = [[], []];
    const written = pairs.map(({ before, after }): WrittenRow => {
      const subjectId = after.id;
      if (!before) {
        added.push(after);
        return { outcome: 'ADDED', subjectId, before, version: this.versionOf(after) };
      }
      if (this.fingerprint(before) === this.fingerprint(after))
        return { outcome: 'UNCHANGED', subjectId, before, version: this.versionOf(before) };
      const changed = next(after, before);
      updated.push(changed);
      return { outcome: 'UPDATED', subjectId, before, version: this.versionOf(changed) };
    });
    await this.keep(added, updated, writing);
    return written;
  }

  /** Restores changed things, and removes or ends added ones that no other row names. */
  async undo(rows: readonly UndoableRow[], writing: Writing): Promise<LeftRow[]> {
    const ids = rows.map(({ subjectId }) => subjectId);
    const found = await this.some('id', ids, true);
    const now = new Map(found.map((thing) => [thing.id, thing]));
    const isSame = ({ subjectId, version }: UndoableRow): boolean => {
      const thing = now.get(subjectId);
      return thing !== undefined && this.versionOf(thing) === version;
    };
    const same = rows.filter(isSame);
    const changed = rows
      .filter((row) => !isSame(row))
      .map((row): LeftRow => ({ row, problem: 'changedSince' }));
    const back = same.flatMap((row) => this.restored(row, now.get(row.subjectId)));
    await this.keep([], back, writing);
    if (this.table.ended) return changed;
    const added = same.filter(({ before }) => before === null);
    const held = await this.held(added.flatMap(({ subjectId }) => now.get(subjectId) ?? []));
    const free = added.filter(({ subjectId }) => !held.has(subjectId)).map(({ subjectId }) => subjectId);
    if (free.length > 0) await this.database.manager.delete(this.table.entity, free);
    const named = added.filter(({ subjectId }) => held.has(subjectId));
    return [...changed, ...named.map((row): LeftRow => ({ row, problem: 'namedByOthers' }))];
  }

  private restored({ before }: UndoableRow, now: Thing | undefined): Thing[] {
    const { follows = [], ended, next = (thing: Thing): Thing => thing } = this.table;
    if (!before) return now && ended ? [next(ended(now), now)] : [];
    if (!now) return [];
    const followed = Object.fromEntries(follows.map((column) => [column, now[column] as unknown]));
    const was = Object.entries(before).map(([column, value]: [string, unknown]) => [
      column,
      // It was kept as JSON, which has no moments.
      typeof value === 'string' && (now[column] as unknown) instanceof Date ? new Date(value) : value,
    ]);
    return [next({ ...(Object.fromEntries(was) as Thing), ...followed }, now)];
  }

  /** The ids of things that other rows name. */
  private async held(things: readonly Thing[]): Promise<ReadonlySet<string>> {
    const { dependents } = this.table;
    if (dependents === null || things.length === 0) return new Set(things.map(({ id }) => id));
    const held = new Set<string>();
    for (const { entity, property, names } of dependents) {
      const named = await this.database.manager.find(entity, {
        where: { [property]: In(things.map((thing) => thing[names])) },
        select: { [property]: true },
      });
      const values = new Set(named.map((row) => row[property] as unknown));
      for (const thing of things) if (values.has(thing[names])) held.add(thing.id);
    }
    return held;
  }

  private async keep(added: readonly Thing[], updated: readonly Thing[], writing: Writing): Promise<void> {
    const { manager } = this.database;
    const { entity, changed } = this.table;
    await insertAlone(() => insertRows(manager, entity, added));
    // A copy: TypeORM writes into its arguments.
    if (updated.length > 0)
      await manager.upsert(
        entity,
        updated.map((row) => ({ ...row })),
        ['id'],
      );
    await changed?.({ added, updated }, writing);
  }

  private versionOf(thing: Thing): number {
    return this.table.versionOf?.(thing) ?? this.fingerprint(thing);
  }

  /** A positive number that differs for other values. */
  private fingerprint(thing: Thing): number {
    const { follows = [] } = this.table;
    const values = Object.entries(thing).filter(
      ([column]) => !(follows as readonly string[]).includes(column),
    );
    return crc32(canonicalJson(Object.fromEntries(values))) >>> 1;
  }
}
