import type { Problem, ProblemKey } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import type { CellFault, Column } from './column.ts';
import type { ImportKind, TableFormat } from './import.vocabulary.ts';

/** A row with its number in the file: the heading is row 1. */
export interface NumberedRow<Row> {
  readonly number: number;
  readonly row: Row;
}

/** A fault that only the stored rows show. */
export interface FoundFault<Row> extends CellFault {
  /** The property of the row that is wrong; absent for the whole row. */
  readonly field?: keyof Row & string;
}

/** The rights about the kinds of a subgraph. */
export interface ImportPolicy {
  /** Whether the actor may import the rows, and see their imports. */
  readonly mayImport: (actor: Actor, kind: ImportKind) => boolean;
  /** Whether the actor may export those rows that the actor may see. */
  readonly mayExport: (actor: Actor, kind: ImportKind) => boolean;
}

/** The person on whose behalf rows are written, the time and the reason. */
export interface Writing {
  /** The person; null for a service. */
  readonly personId: string | null;
  readonly at: Date;
  /** For histories, such as `导入 12`. */
  readonly note: string;
}

/** The outcome of a row. One that is there as it is has no subject. */
export interface WrittenRow {
  readonly outcome: 'ADDED' | 'UPDATED' | 'UNCHANGED';
  readonly subjectId: string;
  /** As it was; null for one that was added. */
  readonly before: object | null;
  readonly version: number;
}

/** A row that an import has written, for its undoing. */
export type UndoableRow = Omit<WrittenRow, 'outcome'>;

/** A row that an undoing has left as it is, with the reason. */
export interface LeftRow {
  readonly row: UndoableRow;
  readonly problem: Extract<ProblemKey, 'changedSince' | 'namedByOthers'>;
}

/**
 * A kind of import (导入类别), declared in one file of the subgraph that owns the rows. Template, dry run, import, undoing
 * and export come from it. Its statements are as many for a thousand rows as for one.
 * @template Facts all that is stored and by which rows are checked and written.
 */
export interface KindOfImport<Row extends object, Facts> {
  readonly kind: ImportKind;
  readonly columns: ReadonlyArray<Column<Row>>;
  /** The property of a row that is the geometry of a feature; absent: the kind has no files of GeoJSON. */
  readonly geometry?: keyof Row & string;
  /** The columns of the business key. Two rows of a file never have the same one; a row of the same one is updated. */
  readonly key: ReadonlyArray<keyof Row & string>;
  /**
   * Reads once for all rows.
   * @param isLocked whether the rows are about to be written, in this transaction.
   * @param isInFile whether a row of this batch or before it has the key: it is not stored yet when rows are only checked.
   */
  readonly facts: (
    rows: readonly Row[],
    isLocked: boolean,
    isInFile: (key: string) => boolean,
  ) => Promise<Facts>;
  /** Pure. */
  readonly check: (row: Row, facts: Facts) => ReadonlyArray<FoundFault<Row>>;
  /** Writes the rows in the transaction of the caller. @returns the outcome of each, in order. */
  readonly write: (rows: readonly Row[], facts: Facts, writing: Writing) => Promise<WrittenRow[]>;
  /** Takes rows back that have not changed since. @returns those that it leaves. */
  readonly undo: (rows: readonly UndoableRow[], writing: Writing) => Promise<LeftRow[]>;
  /** Rows that the actor may see, in the order of the key. @param after the place of the last row before; null at the beginning. */
  readonly page: (actor: Actor, after: string | null, limit: number) => Promise<ExportPage<Row>>;
}

/** Some rows of an export; `next` is null at the end. */
export interface ExportPage<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** A kind whose rows are not known: where all kinds are treated alike. */
export type AnyKind = KindOfImport<Record<string, unknown>, unknown>;

/** Declares a kind, whose type of rows is known to its own file only. */
export function kindOfImport<Row extends object, Facts>(kind: KindOfImport<Row, Facts>): AnyKind {
  return kind as unknown as AnyKind;
}

/** The forms of the files of a kind. */
export function formatsOf({ geometry }: AnyKind): TableFormat[] {
  return geometry ? ['GEOJSON', 'CSV', 'XLSX'] : ['CSV', 'XLSX'];
}

/** A fault with its place in the file. */
export interface PlacedFault {
  readonly row: number | null;
  readonly column: string | null;
  readonly problem: Problem['problem'];
  readonly details: Readonly<Record<string, unknown>>;
}
