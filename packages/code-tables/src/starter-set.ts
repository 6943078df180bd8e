import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '@ecogrid/errors';
import type { z } from '@ecogrid/service';

/** Thrown before anything is stored. It names each fault with its file, row and field. */
class StarterSetError extends OperatorError {
  override readonly name = 'StarterSetError';
}

const OWN_FILES = fileURLToPath(new URL('../data/', import.meta.url));
const MOST_FAULTS = 20;

interface Place {
  /** The name of the file, without `.json`. */
  readonly file: string;
  /** The index of the row, from 0. */
  readonly row?: number | undefined;
  readonly field?: string | undefined;
}

/** The files of a starter set (初始代码表), each a list of rows. Faults are collected until {@link requireFaultless}. */
export class StarterSet {
  private readonly faults: string[] = [];

  /** @param directory of the files; absent: those that come with the product. */
  constructor(private readonly directory: string = OWN_FILES) {}

  /** The rows of a file, of which no two have the same key; none of a file with a fault. */
  rows<Row extends object>(file: string, schema: z.ZodType<Row>, keyOf: (row: Row) => string): Row[] {
    const before = this.faults.length;
    const given = this.list(file);
    const rows = given.flatMap((each, row) => this.checked({ file, row }, schema, each) ?? []);
    if (this.faults.length > before) return [];
    this.requireDistinct(file, rows.map(keyOf));
    return this.faults.length > before ? [] : rows;
  }

  /** Each value of a field names a row of another file. Null names none. */
  requireKnown(
    place: Pick<Place, 'file' | 'field'>,
    values: ReadonlyArray<string | null>,
    known: readonly string[],
  ): void {
    if (known.length === 0) return;
    values.forEach((value, row) => {
      if (value !== null && !known.includes(value)) this.add({ ...place, row }, `"${value}" is not there`);
    });
  }

  /** @throws StarterSetError with every fault. */
  requireFaultless(): void {
    const { faults } = this;
    if (faults.length === 0) return;
    const left = faults.length - MOST_FAULTS;
    const shown = [...faults.slice(0, MOST_FAULTS), ...(left > 0 ? [`and ${left} more`] : [])];
    const lines = ['The starter set cannot be used:', ...shown];
    throw new StarterSetError(lines.join(faults.length > 1 ? '\n  ' : ' '));
  }

  add({ file, row, field }: Place, fault: string): void {
    const parts = [`${file}.json`, ...(row === undefined ? [] : [`row ${row + 1}`]), field].filter(Boolean);
    this.faults.push(`${parts.join(', ')}: ${fault}`);
  }

  private list(file: string): unknown[] {
    let text: string;
    try {
      text = readFileSync(join(this.directory, `${file}.json`), 'utf8');
    } catch {
      this.add({ file }, 'cannot be read');
      return [];
    }
    try {
      const given: unknown = JSON.parse(text);
      if (Array.isArray(given)) return given as unknown[];
      this.add({ file }, 'is no list of rows');
    } catch (error) {
      this.add({ file }, `is no JSON: ${(error as Error).message.replaceAll('\n', ' ')}`);
    }
    return [];
  }

  private checked<Row extends object>(place: Place, schema: z.ZodType<Row>, given: unknown): Row | undefined {
    const { data, error } = schema.safeParse(given);
    for (const { path, message } of error?.issues ?? [])
      this.add({ ...place, field: path.map(counted).join('.') }, message);
    if (data) this.requireOrdered(place, data);
    return data;
  }

  private requireOrdered(place: Place, row: { effectiveFrom?: string; effectiveTo?: string | null }): void {
    const { effectiveFrom, effectiveTo } = row;
    if (effectiveFrom && effectiveTo && effectiveTo <= effectiveFrom)
      this.add({ ...place, field: 'effectiveTo' }, `${effectiveTo} is not after ${effectiveFrom}`);
  }

  private requireDistinct(file: string, keys: readonly string[]): void {
    keys.forEach((key, row) => {
      const first = keys.indexOf(key);
      if (first < row) this.add({ file, row }, `"${key}" is in row ${first + 1} already`);
    });
  }
}

/** People count rows from 1. */
function counted(step: PropertyKey): string {
  return typeof step === 'number' ? String(step + 1) : String(step);
}
