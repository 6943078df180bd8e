import { streamXlsxRows, writeXlsxStream } from 'hucre/xlsx';
import { BOUNDS } from './bounds.ts';
import { TableFault } from './table-fault.ts';

/** The one file that knows the library of workbooks. */

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const ENTRY_BYTES = 46;
const SHEET = 'Sheet1';

/** The rows of the first sheet, as texts. @throws TableFault for a file that is no workbook, or unpacks to more than may be. */
export async function* xlsxRows(content: Buffer): AsyncGenerator<readonly string[]> {
  requireBounded(content);
  let expected = 0;
  try {
    for await (const { index, values } of streamXlsxRows(content)) {
      // A sheet may leave out empty rows, which count all the same.
      for (; expected < index && expected <= BOUNDS.table.rows; expected += 1) yield [];
      expected = index + 1;
      yield values.map(textOf);
    }
  } catch (cause) {
    throw cause instanceof TableFault ? cause : new TableFault('notWorkbook', {}, { cause });
  }
}

/** A workbook of one sheet with these rows, made while it is read. */
export function xlsxStream(rows: AsyncIterable<readonly string[]>): ReadableStream<Uint8Array> {
  return writeXlsxStream(copied(rows), { name: SHEET, freezePane: { rows: 1 } });
}

async function* copied(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string[]> {
  for await (const row of rows) yield [...row];
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Adds up the sizes that the directory of the archive states; the library unpacks no entry beyond its own. */
function requireBounded(content: Buffer): void {
  const end = content.lastIndexOf(bytesOf(END_OF_DIRECTORY));
  if (end < 0 || end < content.length - END_BYTES - LONGEST_COMMENT || end + END_BYTES > content.length)
    throw new TableFault('notWorkbook');
  const entries = content.readUInt16LE(end + 10);
  let at = content.readUInt32LE(end + 16);
  let unpacked = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + ENTRY_BYTES > content.length || content.readUInt32LE(at) !== ENTRY)
      throw new TableFault('notWorkbook');
    const [packed, size] = [content.readUInt32LE(at + 20), content.readUInt32LE(at + 24)];
    // An entry that states no size would have no bound.
    unpacked += size === 0 && packed > 2 ? Infinity : size;
    at +=
      ENTRY_BYTES +
      content.readUInt16LE(at + 28) +
      content.readUInt16LE(at + 30) +
      content.readUInt16LE(at + 32);
  }
  const { unpackedBytes, zipEntries } = BOUNDS.table;
  if (unpacked > unpackedBytes || entries > zipEntries)
    throw new TableFault('unpacksTooLarge', { max: unpackedBytes });
}

function bytesOf(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}
