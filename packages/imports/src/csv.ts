import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { BOUNDS } from './bounds.ts';
import { TableFault } from './table-fault.ts';

const CHUNK_BYTES = 65_536;
/** A spreadsheet takes such a cell for a formula. */
const FORMULA = /^[=+\-@\t]/;
const SHIELDED = /^'(?=[=+\-@\t])/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const BYTE_ORDER_MARK = '\uFEFF';

/** The records of a text in UTF-8, or in GB 18030 as spreadsheets save it in China. @throws TableFault */
export async function* csvRows(content: Buffer): AsyncGenerator<readonly string[]> {
  const parser = Readable.from(decoded(content)).pipe(
    parse({
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: BOUNDS.table.columns * BOUNDS.table.cellCharacters + BOUNDS.table.areaCharacters,
    }),
  );
  try {
    for await (const record of parser) yield (record as string[]).map((cell) => cell.replace(SHIELDED, ''));
  } catch (cause) {
    throw new TableFault('notCsv', {}, { cause });
  } finally {
    parser.destroy();
  }
}

function* decoded(content: Buffer): Generator<string> {
  const decoder = new TextDecoder(isUtf8(content) ? 'utf-8' : 'gb18030');
  for (let at = 0; at < content.length; at += CHUNK_BYTES)
    yield decoder.decode(content.subarray(at, at + CHUNK_BYTES), { stream: true });
  yield decoder.decode();
}

/** The same form as text, with a mark of its encoding that spreadsheets know. */
export async function* csvText(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  let text = BYTE_ORDER_MARK;
  for await (const row of rows) {
    text += `${row.map(csvCell).join(',')}\r\n`;
    if (text.length < CHUNK_BYTES) continue;
    yield text;
    text = '';
  }
  yield text;
}

function csvCell(value: string): string {
  const text = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
