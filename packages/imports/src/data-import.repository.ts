import { In, IsNull, LessThan, type FindOptionsWhere } from 'typeorm';
import { insertAlone, insertRows, type Database } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { groupedByKey, inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { BOUNDS } from './bounds.ts';
import { DataExport, DataImport, ImportFaultRow, ImportedRow } from './data-import.entity.ts';
import type { PlacedFault } from './import-kind.ts';
import type { ImportKind, ImportState } from './import.vocabulary.ts';

const { keptFaults, shownFaults, listedImports, holdMs } = BOUNDS.work;

/** The states in which no work goes on. */
const AT_REST: readonly ImportState[] = ['UPLOADED', 'CHECKED', 'REFUSED', 'IMPORTED', 'UNDONE'];

export class ImportRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, DataImport | null> = async (ids) => {
    const rows = await this.database.manager.findBy(DataImport, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  /** The first faults of imports, in the order of their file. */
  readonly faultsOf: Batch<string, ImportFaultRow[]> = async (ids) => {
    const where = { importId: In(ids), sequence: LessThan(shownFaults) };
    const rows = await this.database.manager.find(ImportFaultRow, { where, order: { sequence: 'ASC' } });
    return groupedByKey(ids, rows, ({ importId }) => importId);
  };

  find(number: number): Promise<DataImport | null> {
    return this.database.manager.findOneBy(DataImport, { number });
  }

  /** @throws EcoGridError NOT_FOUND. */
  async existing(where: { id: string } | { number: number }): Promise<DataImport> {
    const found = await this.database.manager.findOneBy(DataImport, where);
    if (found) return found;
    throw new EcoGridError('NOT_FOUND', { thing: 'import', id: Object.values(where)[0] });
  }

  /** The newest ones. */
  newest(kinds: readonly ImportKind[]): Promise<DataImport[]> {
    const where = { kind: In(kinds) };
    return this.database.manager.find(DataImport, { where, order: { number: 'DESC' }, take: listedImports });
  }

  async nextNumber(): Promise<number> {
    return ((await this.database.manager.maximum(DataImport, 'number')) ?? 0) + 1;
  }

  async insert(row: DataImport): Promise<void> {
    await insertAlone(() => this.database.manager.insert(DataImport, { ...row }));
  }

  /** @throws EcoGridError VERSION_STALE when it changed meanwhile. */
  async change({ id, ...set }: DataImport, expected: number): Promise<void> {
    const { affected } = await this.database.manager.update(DataImport, { id, version: expected }, set);
    if (affected === 1) return;
    const { version: actual } = await this.existing({ id });
    throw new EcoGridError('VERSION_STALE', { thing: 'import', expected, actual });
  }

  /** Takes the oldest import in such a state that no living process works on. */
  async take(
    states: readonly ImportState[],
    except: readonly string[],
    holder: string,
    now: Date,
  ): Promise<DataImport | null> {
    return this.database.transaction(async (manager) => {
      const free: Array<FindOptionsWhere<DataImport>> = [
        { heldUntil: IsNull() },
        { heldUntil: LessThan(now) },
        { holder },
      ];
      const where = free.map((each) => ({ ...each, state: In(states) }));
      const found = await manager.find(DataImport, {
        where,
        order: { number: 'ASC' },
        take: 1 + except.length,
      });
      const next = found.find(({ id }) => !except.includes(id));
      if (!next) return null;
      const { id } = next;
      const held = { holder, heldUntil: new Date(now.getTime() + holdMs) };
      const { affected } = await manager.update(
        DataImport,
        free.map((each) => ({ ...each, id })),
        held,
      );
      return affected === 1 ? { ...next, ...held } : null;
    });
  }

  /** Keeps how far the holder is. @returns whether it still holds the import. */
  async advance(id: string, holder: string, set: Partial<DataImport>, now: Date): Promise<boolean> {
    const heldUntil = new Date(now.getTime() + holdMs);
    const { affected } = await this.database.manager.update(
      DataImport,
      { id, holder },
      { ...set, heldUntil },
    );
    return affected === 1;
  }

  /** The first faults are kept. @param before how many there are already. */
  async addFaults(importId: string, faults: readonly PlacedFault[], before: number): Promise<void> {
    const kept = faults.slice(0, Math.max(0, keptFaults - before));
    if (kept.length === 0) return;
    const rows = kept.map((fault, index) => ({ ...fault, importId, sequence: before + index }));
    await insertRows(this.database.manager, ImportFaultRow, rows);
  }

  async forgetFaults(importId: string): Promise<void> {
    await this.database.manager.delete(ImportFaultRow, { importId });
  }

  async addWritten(rows: readonly ImportedRow[]): Promise<void> {
    await insertRows(this.database.manager, ImportedRow, rows);
  }

  /** The last rows that it has written and not taken back. */
  lastWritten(importId: string, limit: number): Promise<ImportedRow[]> {
    return this.database.manager.find(ImportedRow, {
      where: { importId },
      order: { row: 'DESC' },
      take: limit,
    });
  }

  async forgetWritten(importId: string, rows: readonly ImportedRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.database.manager.delete(ImportedRow, { importId, row: In(rows.map(({ row }) => row)) });
  }

  /** Imports whose file never came. */
  expectedBefore(moment: Date, limit: number): Promise<DataImport[]> {
    const where = { state: 'EXPECTED' as const, createdAt: LessThan(moment) };
    return this.database.manager.find(DataImport, { where, take: limit });
  }

  async remove(rows: readonly DataImport[]): Promise<void> {
    await this.database.transaction((manager) =>
      manager.delete(DataImport, { id: In(rows.map(({ id }) => id)), state: 'EXPECTED' as const }),
    );
  }

  /** The oldest import at rest that was made before the moment; never the newest one, whose number the next one follows. */
  async endedBefore(moment: Date): Promise<DataImport | null> {
    const where = { state: In(AT_REST), createdAt: LessThan(moment) };
    const [oldest] = await this.database.manager.find(DataImport, {
      where,
      order: { number: 'ASC' },
      take: 1,
    });
    return oldest && oldest.number + 1 < (await this.nextNumber()) ? oldest : null;
  }

  /** Removes an import with its rows and faults: it cannot be undone any more. */
  async forget({ id: importId, version }: DataImport): Promise<void> {
    await this.database.transaction(async (manager) => {
      const { affected } = await manager.delete(DataImport, { id: importId, version });
      if (affected !== 1) return;
      await manager.delete(ImportedRow, { importId });
      await manager.delete(ImportFaultRow, { importId });
    });
  }

  /** @returns whether its file was expected until now. */
  stored(id: string, version: number): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const { affected } = await manager.update(
        DataImport,
        { id, state: 'EXPECTED' },
        { state: 'UPLOADED', version: version + 1 },
      );
      return affected === 1;
    });
  }

  async insertExport(row: DataExport): Promise<void> {
    await this.database.manager.insert(DataExport, { ...row });
  }

  /** Exports whose address has expired long ago. */
  async forgetExports(before: Date): Promise<void> {
    const { manager } = this.database;
    const where = { createdAt: LessThan(before) };
    if (await manager.existsBy(DataExport, where))
      await this.database.transaction((writer) => writer.delete(DataExport, where));
  }

  export(id: string): Promise<DataExport | null> {
    return this.database.manager.findOneBy(DataExport, { id });
  }
}
