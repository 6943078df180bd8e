import { BOUNDS } from './bounds.ts';
import type { ReadRow } from './column.ts';
import type { AnyKind, FoundFault, NumberedRow, PlacedFault } from './import-kind.ts';
import type { TableFormat } from './import.vocabulary.ts';
import { tableRows } from './table.ts';

const { batchRows } = BOUNDS.work;

type Row = Record<string, unknown>;

/** Some rows of a file: those that can be read, and the faults of the others. */
export interface RowBatch {
  readonly rows: ReadonlyArray<NumberedRow<Row>>;
  readonly faults: readonly PlacedFault[];
  /** The rows of the file up to its end. */
  readonly position: number;
  /** Whether a row up to its end has the key. */
  readonly isInFile: (key: string) => boolean;
}

export const rowOf = ({ row }: NumberedRow<Row>): Row => row;

/** The rows of a file after the position. A key that came before is a fault, wherever the reading begins. */
export async function* rowBatches(
  kind: AnyKind,
  { format }: { readonly format: TableFormat },
  content: Buffer,
  from: number,
): AsyncGenerator<RowBatch> {
  const firstOf = new Map<string, number>();
  const isInFile = (key: string): boolean => firstOf.has(key);
  let rows: Array<NumberedRow<Row>> = [];
  let faults: PlacedFault[] = [];
  let position = 0;
  for await (const read of tableRows(kind, format, content)) {
    position += 1;
    const found = faultsOf(kind, read, firstOf);
    if (position <= from) continue;
    faults.push(...found);
    if (read.row && found.length === 0) rows.push({ number: read.number, row: read.row });
    if ((position - from) % batchRows !== 0) continue;
    yield { rows, faults, position, isInFile };
    [rows, faults] = [[], []];
  }
  if (position > from && (position - from) % batchRows !== 0) yield { rows, faults, position, isInFile };
}

/** @param firstOf the row in which each key came first; the key of this row is added. */
function faultsOf(
  kind: AnyKind,
  read: ReadRow<Row> & { readonly number: number },
  firstOf: Map<string, number>,
): PlacedFault[] {
  const { number, row } = read;
  if (!row)
    return read.faults.map(({ column, problem, ...details }) => ({ row: number, column, problem, details }));
  const key = kind.key.map((field) => String(row[field])).join('\n');
  const first = firstOf.get(key);
  if (first === undefined) {
    firstOf.set(key, number);
    return [];
  }
  const column = headingOf(kind, kind.key[0]);
  return [{ row: number, column, problem: 'keyTwice', details: { first } }];
}

/** The rows of a batch that may be written, and all faults of the batch in the order of the file. */
export function judged(
  kind: AnyKind,
  batch: RowBatch,
  facts: unknown,
): { readonly valid: ReadonlyArray<NumberedRow<Row>>; readonly faults: readonly PlacedFault[] } {
  const found = batch.rows.map((each) => ({ each, faults: placed(kind, each, kind.check(each.row, facts)) }));
  const faults = [...batch.faults, ...found.flatMap((each) => each.faults)];
  return {
    valid: found.filter((each) => each.faults.length === 0).map(({ each }) => each),
    faults: faults.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)),
  };
}

function placed(
  kind: AnyKind,
  { number }: NumberedRow<Row>,
  found: ReadonlyArray<FoundFault<Row>>,
): PlacedFault[] {
  return found.map(({ field, problem, ...details }) => ({
    row: number,
    column: headingOf(kind, field),
    problem,
    details,
  }));
}

function headingOf({ columns }: AnyKind, field: string | undefined): string | null {
  return columns.find((each) => each.field === field)?.heading ?? null;
}
