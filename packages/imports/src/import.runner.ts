import { buffer } from 'node:stream/consumers';
import { newId, type Database } from '@ecogrid/database';
import type { Outbox } from '@ecogrid/events';
import type { FileStore } from '@ecogrid/files';
import { BackgroundJob, type Clock, type Logger } from '@ecogrid/service';
import { BOUNDS } from './bounds.ts';
import type { DataImport } from './data-import.entity.ts';
import type { ImportRepository } from './data-import.repository.ts';
import type { AnyKind, PlacedFault, WrittenRow, Writing } from './import-kind.ts';
import { importChanged } from './import.event.ts';
import { judged, rowBatches, rowOf, type RowBatch } from './row-batches.ts';
import { TableFault } from './table-fault.ts';

const { batchRows, lookEveryMs, expectedMs, keptDays } = BOUNDS.work;
const DAY_MS = 86_400_000;

/** The states in which there is something to do without a caller. */
const AT_WORK = ['CHECKING', 'IMPORTING', 'UNDOING'] as const;

export interface RunnerParts {
  readonly database: Database;
  readonly outbox: Outbox<'ImportChanged'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly imports: ImportRepository;
  readonly importStore: FileStore;
  readonly importKinds: readonly AnyKind[];
}

/** How far an import is. */
type Counts = Pick<DataImport, 'position' | 'faultCount' | 'addedCount' | 'updatedCount' | 'unchangedCount'>;

/** Thrown when another process works on the import, or the process stops: the import goes on from its stored state. */
class Interrupted extends Error {}

/** Thrown by a batch whose rows may not be written any more: another change came between check and import. */
class Changed extends Error {
  constructor(readonly faults: readonly PlacedFault[]) {
    super('the rows have a fault that the check did not find');
  }
}

/**
 * Checks, writes and takes back the rows of imports in batches. The position is committed with the rows of a batch: after a
 * crash the next process goes on there.
 */
export class ImportRunner {
  readonly job: BackgroundJob;
  private readonly holder = newId();

  constructor(private readonly parts: RunnerParts) {
    const { logger } = parts;
    this.job = new BackgroundJob({
      name: 'imports',
      logger,
      everyMs: lookEveryMs,
      work: (signal) => this.round(signal),
    });
  }

  private async round(signal: AbortSignal): Promise<void> {
    const { imports, clock, logger } = this.parts;
    const failed: string[] = [];
    while (!signal.aborted) {
      const next = await imports.take(AT_WORK, failed, this.holder, clock.now());
      if (!next) break;
      try {
        await this.work(next, signal);
      } catch (error) {
        failed.push(next.id);
        if (!(error instanceof Interrupted))
          logger.error({ import: next.number, error: String(error) }, 'an import waits after a failure');
      }
    }
    await this.sweep();
  }

  /** Removes imports whose file never came or that ended long ago, exports whose address has expired, and unfinished uploads. */
  private async sweep(): Promise<void> {
    const { imports, importStore, clock } = this.parts;
    const before = new Date(clock.now().getTime() - expectedMs);
    const old = await imports.expectedBefore(before, batchRows);
    if (old.length > 0) await imports.remove(old);
    await imports.forgetExports(before);
    // One at a time: it may have many rows.
    const ended = await imports.endedBefore(new Date(clock.now().getTime() - keptDays * DAY_MS));
    if (ended) {
      await importStore.remove(ended.id);
      await imports.forget(ended);
    }
    await importStore.sweepDrafts(before);
  }

  private work(row: DataImport, signal: AbortSignal): Promise<void> {
    if (row.state === 'UNDOING') return this.undo(row, signal);
    return row.state === 'CHECKING' ? this.check(row, signal) : this.write(row, signal);
  }

  private async check(row: DataImport, signal: AbortSignal): Promise<void> {
    const { database, imports } = this.parts;
    const kind = this.kindOf(row);
    let faultCount = 0;
    let position = 0;
    await database.transaction(() => imports.forgetFaults(row.id));
    try {
      for await (const batch of rowBatches(kind, row, await this.contentOf(row), 0)) {
        const facts = await kind.facts(batch.rows.map(rowOf), false, batch.isInFile);
        const { faults } = judged(kind, batch, facts);
        ({ position } = batch);
        await this.advance(row, signal, { position, faultCount: faultCount + faults.length }, () =>
          imports.addFaults(row.id, faults, faultCount),
        );
        faultCount += faults.length;
      }
    } catch (error) {
      if (!(error instanceof TableFault)) throw error;
      return this.refuse(row, signal, error);
    }
    const checked = { rowCount: position, faultCount, version: row.version + 1 };
    if (row.mode === null)
      return this.advance(row, signal, { ...checked, state: 'CHECKED', position, ...FREE });
    if (row.mode === 'ALL_OR_NOTHING' && faultCount > 0)
      return this.advance(row, signal, { ...checked, state: 'REFUSED', position, ...FREE });
    // The rows are checked again as they are written, and their faults are found again.
    const begun = { ...checked, faultCount: 0, state: 'IMPORTING', position: 0 } as const;
    await this.advance(row, signal, begun, () => imports.forgetFaults(row.id));
  }

  private async write(row: DataImport, signal: AbortSignal): Promise<void> {
    let counts: Counts = row;
    try {
      for await (const batch of rowBatches(this.kindOf(row), row, await this.contentOf(row), row.position))
        counts = await this.writeBatch(row, signal, batch, counts);
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
      return this.takeBack(row, signal, error.faults);
    }
    await this.advance(row, signal, { state: 'IMPORTED', version: row.version + 1, ...FREE });
  }

  /** Writes the valid rows of a batch with its faults. @returns the counts after it. @throws Changed or Interrupted */
  private writeBatch(row: DataImport, signal: AbortSignal, batch: RowBatch, before: Counts): Promise<Counts> {
    const { imports, database } = this.parts;
    const kind = this.kindOf(row);
    return database.transaction(async () => {
      const facts = await kind.facts(batch.rows.map(rowOf), true, () => false);
      const { valid, faults } = judged(kind, batch, facts);
      if (row.mode === 'ALL_OR_NOTHING' && faults.length > 0) throw new Changed(faults);
      const written = await kind.write(valid.map(rowOf), facts, this.writing(row));
      const kept = written.flatMap(({ outcome, ...rest }, index) =>
        outcome === 'UNCHANGED' ? [] : [{ ...rest, importId: row.id, row: valid[index]?.number ?? 0 }],
      );
      await imports.addWritten(kept);
      await imports.addFaults(row.id, faults, before.faultCount);
      const counts = countsAfter(before, batch.position, faults, written);
      await this.advance(row, signal, counts);
      return counts;
    });
  }

  /** An import of all or nothing met a fault that its check did not find. */
  private takeBack(row: DataImport, signal: AbortSignal, faults: readonly PlacedFault[]): Promise<void> {
    const counts = { faultCount: faults.length, addedCount: 0, updatedCount: 0, unchangedCount: 0 };
    const set = { state: 'UNDOING', position: 0, ...counts, version: row.version + 1 } as const;
    return this.advance(row, signal, set, () => this.parts.imports.addFaults(row.id, faults, 0));
  }

  /** The last rows first. An import of all or nothing that met a fault is refused then. */
  private async undo(row: DataImport, signal: AbortSignal): Promise<void> {
    const { database, imports } = this.parts;
    const kind = this.kindOf(row);
    let { leftCount, position } = row;
    const isRefused = row.mode === 'ALL_OR_NOTHING' && row.faultCount > 0;
    for (;;) {
      const rows = await imports.lastWritten(row.id, batchRows);
      if (rows.length === 0) break;
      await database
        .transaction(async () => {
          const left = await kind.undo(rows, this.writing(row, '撤销导入'));
          const problemOf = new Map(left.map(({ row: { subjectId }, problem }) => [subjectId, problem]));
          const faults = rows.flatMap(({ subjectId, row: number }) => {
            const problem = problemOf.get(subjectId);
            return problem ? [{ row: number, column: null, problem, details: {} }] : [];
          });
          await imports.addFaults(row.id, faults, row.faultCount + leftCount);
          await imports.forgetWritten(row.id, rows);
          const counts = { leftCount: leftCount + left.length, position: position + rows.length };
          await this.advance(row, signal, counts);
          return counts;
        })
        .then((counts) => ({ leftCount, position } = counts));
    }
    const state = isRefused ? 'REFUSED' : 'UNDONE';
    await this.advance(row, signal, { state, version: row.version + 1, ...FREE });
  }

  private refuse(row: DataImport, signal: AbortSignal, { problem, details }: TableFault): Promise<void> {
    const { imports } = this.parts;
    const set = { state: 'REFUSED', version: row.version + 1, faultCount: 1, ...FREE } as const;
    return this.advance(row, signal, set, async () => {
      await imports.forgetFaults(row.id);
      await imports.addFaults(row.id, [{ row: null, column: null, problem, details }], 0);
    });
  }

  /** Keeps how far the import is and tells of it, in one transaction with the rows. @throws Interrupted */
  private async advance(
    row: DataImport,
    signal: AbortSignal,
    set: Partial<DataImport>,
    also: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const { database, imports, outbox, clock } = this.parts;
    if (signal.aborted) throw new Interrupted();
    await database.transaction(async () => {
      await also();
      const now = clock.now();
      if (!(await imports.advance(row.id, this.holder, set, now))) throw new Interrupted();
      const action = set.holder === null ? 'END' : 'ADVANCE';
      const change = { action, from: row.state, personId: null } as const;
      await outbox.announce(importChanged({ ...row, ...set }, change, now));
    });
  }

  private async contentOf({ id }: DataImport): Promise<Buffer> {
    const opened = await this.parts.importStore.open(id);
    if (!opened) throw new TableFault('noHeading');
    return buffer(opened.content);
  }

  private writing({ number, runBy }: DataImport, does = '导入'): Writing {
    return { personId: runBy, at: this.parts.clock.now(), note: `${does} ${number}` };
  }

  private kindOf({ kind }: DataImport): AnyKind {
    const found = this.parts.importKinds.find((each) => each.kind === kind);
    if (!found) throw new Error(`no import of ${kind} here`);
    return found;
  }
}

const FREE = { holder: null, heldUntil: null };

function countsAfter(
  before: Counts,
  position: number,
  faults: readonly PlacedFault[],
  written: readonly WrittenRow[],
): Counts {
  const of = (outcome: WrittenRow['outcome']): number =>
    written.filter((each) => each.outcome === outcome).length;
  return {
    position,
    faultCount: before.faultCount + faults.length,
    addedCount: before.addedCount + of('ADDED'),
    updatedCount: before.updatedCount + of('UPDATED'),
    unchangedCount: before.unchangedCount + of('UNCHANGED'),
  };
}

/** The work on the imports of a subgraph. */
export function importJob({ importRunner }: { readonly importRunner: ImportRunner }): BackgroundJob {
  return importRunner.job;
}
