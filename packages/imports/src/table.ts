import { cutText } from '@ecogrid/subgraph';
import { BOUNDS } from './bounds.ts';
import { cellsOf, readRow, type Column, type ReadRow } from './column.ts';
import { csvRows, csvText } from './csv.ts';
import { geoJsonRows, geoJsonText } from './geo-json.ts';
import type { AnyKind, ExportPage } from './import-kind.ts';
import type { TableFormat } from './import.vocabulary.ts';
import { TableFault } from './table-fault.ts';
import { xlsxRows, xlsxStream } from './xlsx.ts';

/** Marks a heading whose cells must be filled. */
const REQUIRED = '*';

type Read = ReadRow<Record<string, unknown>> & { readonly number: number };

/**
 * The rows of a file by the headings of its first row, in any order; headings of no column are refused, and rows without a
 * text or with the example of the template are left out.
 * @throws TableFault
 */
export async function* tableRows(kind: AnyKind, format: TableFormat, content: Buffer): AsyncGenerator<Read> {
  const { columns } = kind;
  let places: number[] | undefined;
  let number = 0;
  const example = columns.map(({ example: text }) => text).join('\n');
  for await (const cells of cellRows(kind, format, content)) {
    number += 1;
    if (!places) {
      places = placesOf(columns, cells);
      continue;
    }
    if (number > BOUNDS.table.rows + 1) throw new TableFault('tooManyRows', { max: BOUNDS.table.rows });
    const given = places.map((place) => (place < 0 ? null : (cells[place] ?? '')));
    if (given.every((cell) => !cell?.trim()) || given.join('\n') === example) continue;
    const long = given.findIndex((cell, index) => (cell?.length ?? 0) > longestOf(columns[index]));
    yield long < 0 ? { number, ...readRow(columns, given) } : { number, faults: [tooLong(columns[long])] };
  }
  if (!places) throw new TableFault('noHeading');
}

function cellRows(
  { columns, geometry }: AnyKind,
  format: TableFormat,
  content: Buffer,
): AsyncIterable<readonly string[]> | Iterable<readonly string[]> {
  if (format === 'GEOJSON' && geometry) return geoJsonRows(content, { columns, geometry });
  return format === 'CSV' ? csvRows(content) : xlsxRows(content);
}

type AnyColumn = Column<Record<string, unknown>>;

function longestOf(column: AnyColumn | undefined): number {
  return column?.longest ?? BOUNDS.table.cellCharacters;
}

function tooLong(column: AnyColumn | undefined) {
  const max = longestOf(column);
  return { column: column?.heading ?? null, problem: 'maxLength' as const, max };
}

/** Where the cells of each column stand; -1 for a column that is not there. @throws TableFault */
function placesOf(columns: AnyKind['columns'], cells: readonly string[]): number[] {
  if (cells.length > BOUNDS.table.columns)
    throw new TableFault('tooManyColumns', { max: BOUNDS.table.columns });
  const given = cells.map((cell) => cell.trim().replace(/\s*\*$/, ''));
  const known = columns.map(({ heading }) => heading);
  const unknown = given.find((heading) => heading !== '' && !known.includes(heading));
  if (unknown !== undefined) throw new TableFault('unknownHeading', { heading: cutText(unknown, 60) });
  const twice = given.find((heading, place) => heading !== '' && given.indexOf(heading) !== place);
  if (twice !== undefined) throw new TableFault('headingTwice', { heading: twice });
  const missing = columns.filter(({ isRequired, heading }) => isRequired && !given.includes(heading));
  if (missing.length > 0)
    throw new TableFault('headingsMissing', { headings: missing.map(({ heading }) => heading) });
  return columns.map(({ heading }) => given.indexOf(heading));
}

/** The bytes of a table with headings. */
function written(
  { columns, geometry }: AnyKind,
  format: TableFormat,
  rows: AsyncIterable<readonly string[]>,
): AsyncIterable<string | Uint8Array> {
  if (format === 'GEOJSON' && geometry) return geoJsonText(rows, { columns, geometry });
  return format === 'CSV' ? csvText(rows) : xlsxStream(rows);
}

function headingsOf({ columns }: AnyKind): string[] {
  return columns.map(({ heading, isRequired }) => heading + (isRequired ? REQUIRED : ''));
}

/** An empty table: the headings and a row of examples, which an import leaves out. */
export function template(kind: AnyKind, format: TableFormat): AsyncIterable<string | Uint8Array> {
  async function* rows(): AsyncGenerator<readonly string[]> {
    yield headingsOf(kind);
    yield kind.columns.map(({ example }) => example);
  }
  return written(kind, format, rows());
}

/** The rows of pages, one page in memory. */
export function exported(
  kind: AnyKind,
  format: TableFormat,
  page: (after: string | null) => Promise<ExportPage<Record<string, unknown>>>,
): AsyncIterable<string | Uint8Array> {
  async function* rows(): AsyncGenerator<readonly string[]> {
    yield headingsOf(kind);
    for (let after: string | null | undefined; after !== null;) {
      const { rows: some, next }: ExportPage<Record<string, unknown>> = await page(after ?? null);
      for (const row of some) yield cellsOf(kind.columns, row);
      after = next;
    }
  }
  return written(kind, format, rows());
}
