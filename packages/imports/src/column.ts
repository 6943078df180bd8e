import type { ProblemKey } from '@ecogrid/errors';
import { hasLength, isDay, isLine, normalText } from '@ecogrid/subgraph';
import type { Term } from '@ecogrid/errors';

/** A fault of a cell or a row, before it has a place. */
export interface CellFault {
  readonly problem: ProblemKey;
  readonly [slot: string]: unknown;
}

/** A cell as it is read: its value, or its fault. */
type Parsed<Value> = { readonly value: Value } | { readonly fault: CellFault };

/** The meaning of the text of a cell, and how a value is written. An empty cell has no text. */
export interface CellForm<Value> {
  readonly parse: (text: string) => Parsed<Value>;
  readonly show: (value: Value) => string;
}

/** A column of a table for rows of one kind. */
export interface Column<Row> {
  /** The property of the row. */
  readonly field: keyof Row & string;
  /** Chinese. */
  readonly heading: string;
  readonly headingEn: string;
  readonly isRequired: boolean;
  readonly example: string;
  readonly form: CellForm<never>;
  /** The characters of its longest cell; absent: those of any cell. */
  readonly longest?: number;
}

interface Texts {
  readonly heading: string;
  readonly headingEn: string;
  readonly example: string;
  /** Whether an empty cell is a fault; otherwise the row has null. */
  readonly isRequired?: boolean;
  readonly longest?: number;
}

/** A column of rows with such a property. The property is null for an empty cell, and undefined where the file has no such column. */
export function column<Row, Field extends keyof Row & string>(
  field: Field,
  form: CellForm<NonNullable<Row[Field]>>,
  { isRequired = false, ...texts }: Texts,
): Column<Row> {
  return { field, form: form as unknown as CellForm<never>, isRequired, ...texts };
}

const fault = (problem: ProblemKey, slots: Readonly<Record<string, unknown>> = {}): Parsed<never> => ({
  fault: { problem, ...slots },
});

/** One line of free text. */
export function line(min: number, max: number): CellForm<string> {
  return {
    parse: (given) => {
      const value = normalText(given);
      if (value === undefined) return fault('isText');
      if (!isLine(value)) return fault('isLine');
      return hasLength(value, min, max) ? { value } : fault('isLength', { min, max });
    },
    show: String,
  };
}

/** Text of a form, such as a code. */
export function coded(pattern: RegExp): CellForm<string> {
  return {
    parse: (value) => (pattern.test(value) ? { value } : fault('matches', { pattern: pattern.source })),
    show: String,
  };
}

/** An e-mail address, of printable ASCII: a mark that turns the direction of text makes another address of it. */
export const emailAddress = coded(/^[!-?A-~]{1,60}@[!-?A-~]{1,59}$/);

/** A number of degrees or the like, within bounds. */
export function numeric(min: number, max: number): CellForm<number> {
  return {
    parse: (text) => {
      const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
      if (Number.isNaN(value)) return fault('isNumber');
      if (value < min) return fault('min', { min });
      return value > max ? fault('max', { max }) : { value };
    },
    show: String,
  };
}

/** A whole number, within bounds. */
export function whole(min: number, max: number): CellForm<number> {
  const { parse, show } = numeric(min, max);
  return { parse: (text) => (/^-?\d+$/.test(text) ? parse(text) : fault('isInt')), show };
}

/** A decimal number as it is written: figures of standards are no binary fractions. */
export function decimal(longest: number): CellForm<string> {
  return {
    parse: (value) => {
      if (!/^-?\d+(\.\d+)?$/.test(value)) return fault('isNumber');
      return value.length > longest ? fault('maxLength', { max: longest }) : { value };
    },
    show: String,
  };
}

/** A day; a workbook gives it as its moment of midnight. */
export const day: CellForm<string> = {
  parse: (text) => {
    const [, year = '', month = '', date = ''] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text) ?? [];
    const value = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    return year && isDay(value) ? { value } : fault('isDay');
  },
  show: String,
};

const YES = ['是', 'true', 'TRUE', '1'];
const NO = ['否', 'false', 'FALSE', '0'];

export const flag: CellForm<boolean> = {
  parse: (text) => {
    if (YES.includes(text)) return { value: true };
    return NO.includes(text) ? { value: false } : fault('isBoolean');
  },
  show: (value) => (value ? '是' : '否'),
};

/** A word of a vocabulary: its Chinese label, or its code. */
export function choice<Word extends string>(terms: Readonly<Record<Word, Term>>): CellForm<Word> {
  const words = Object.values<Term>(terms);
  const values = words.map(({ zh }) => zh);
  return {
    parse: (text) => {
      const found = words.find(({ code, zh }) => code === text || zh === text);
      return found ? { value: found.code as Word } : fault('isIn', { values });
    },
    show: (word) => terms[word].zh,
  };
}

interface RowFault extends CellFault {
  /** The heading of the column; null for the whole row. */
  readonly column: string | null;
}

/** A row as it is read from the cells of its columns. */
export type ReadRow<Row> =
  { readonly row: Row; readonly faults?: never } | { readonly row?: never; readonly faults: RowFault[] };

/** The row of these cells, in the order of the columns; null is the cell of a column that the file does not have. */
export function readRow<Row extends object>(
  columns: ReadonlyArray<Column<Row>>,
  cells: ReadonlyArray<string | null>,
): ReadRow<Row> {
  const faults: RowFault[] = [];
  const row: Record<string, unknown> = {};
  columns.forEach(({ field, form, heading, isRequired }, index) => {
    const text = cells[index]?.trim();
    if (text === undefined) return;
    if (text === '') {
      row[field] = null;
      if (isRequired) faults.push({ column: heading, problem: 'required' });
      return;
    }
    const parsed = form.parse(text);
    if ('fault' in parsed) faults.push({ ...parsed.fault, column: heading });
    else row[field] = parsed.value;
  });
  return faults.length > 0 ? { faults } : { row: row as Row };
}

/** The cells of a row. */
export function cellsOf<Row>(columns: ReadonlyArray<Column<Row>>, row: Row): string[] {
  return columns.map(({ field, form }) => {
    const value = row[field] as unknown;
    return value === null || value === undefined ? '' : (form.show as (each: unknown) => string)(value);
  });
}

/** The fields of the columns that the file has. */
export function withoutAbsent<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row as object).filter(([, value]) => value !== undefined)) as Row;
}
