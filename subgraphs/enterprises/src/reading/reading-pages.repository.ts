import {
  RawRows,
  cappedCount,
  cursorAt,
  parameters,
  positionOf,
  sharedCounters,
  type CappedCount,
  type NestedPageKey,
  type Page,
} from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import type { EntityManager } from 'typeorm';
import { Reading } from './reading.entity.ts';
import type { ReadingStream } from './reading-stream.entity.ts';
import type { ReadingStatistic } from './reading.vocabulary.ts';

type Row = Reading & { readonly part: number };

/** A page that is wanted, with the streams of its parent. */
interface Wish {
  readonly key: NestedPageKey;
  readonly streams: readonly ReadingStream[];
}

/** One SELECT of a page: the part of one stream. */
interface Part {
  readonly page: number;
  readonly stream: ReadingStream;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** SQLite joins at most 500 SELECTs into one statement. */
const MOST_PARTS = 400;
/** The key of the table, backwards: each stream is read from its end. */
const ORDER = 'item.measured_at DESC, item.sequence DESC, item.pollutant_code DESC, item.statistic DESC';
const PROPERTY = 'measuredAt';
const PLACE = /^(\d+)\/(\d+)\/([^/]*)\/([^/]*)$/;

/**
 * Pages of the readings of several parents, the newest first, in one statement: each stream of a parent gives its own first
 * rows, of which the newest are the page. Their counts are one statement more, once one of them is asked for.
 * @returns a page for each wish, or the error CURSOR_INVALID where a cursor was altered.
 */
export async function readingPages(
  manager: EntityManager,
  wishes: readonly Wish[],
): Promise<Array<Page<Reading> | Error>> {
  const rows = RawRows.of<Reading>(manager.connection, Reading);
  const planned = wishes.map(({ key, streams }, page) => {
    try {
      const place = key.after === null ? null : placeOf(key.after, manager);
      return streams.map((stream) => partOf(page, stream, key, place));
    } catch (error) {
      if (error instanceof EcoGridError) return error;
      throw error;
    }
  });
  const parts = planned.flatMap((each) => (each instanceof Error ? [] : each));
  const found: Row[][] = wishes.map(() => []);
  for (let from = 0; from < parts.length; from += MOST_PARTS) {
    for (const row of await select(manager, rows, parts.slice(from, from + MOST_PARTS), from)) {
      const part = parts[row.part];
      if (part) found[part.page]?.push(inStream(row, part.stream));
    }
  }
  const counterAt = sharedCounters((upTo) => readingCounts(manager, wishes, upTo));
  return wishes.map(({ key: { first } }, page) => {
    const fault = planned[page];
    if (fault instanceof Error) return fault;
    const sorted = (found[page] ?? []).sort(newestFirst);
    return {
      rows: sorted.slice(0, first),
      hasNextPage: sorted.length > first,
      cursorOf,
      count: counterAt(page),
    };
  });
}

/** Each stream is read as far as the bound and one row more. */
async function readingCounts(
  manager: EntityManager,
  wishes: readonly Wish[],
  upTo: number,
): Promise<CappedCount[]> {
  const { table } = RawRows.of<Reading>(manager.connection, Reading);
  const parts = wishes.flatMap(({ key, streams }, page) =>
    streams.map((stream) => {
      const { conditions, values } = rangeOf(stream, key);
      return { page, values, text: `WHERE ${conditions.join(' AND ')} LIMIT ${upTo + 1}` };
    }),
  );
  const found = wishes.map(() => 0);
  for (let from = 0; from < parts.length; from += MOST_PARTS) {
    const some = parts.slice(from, from + MOST_PARTS);
    const selects = some.map(
      ({ page, text }, index) =>
        `SELECT ${page} AS page, COUNT(*) AS counted FROM (SELECT 1 FROM ${table} item ${text}) count_${index}`,
    );
    const values = some.flatMap((part) => part.values);
    const rows = await manager.query<Array<{ page: number; counted: number | string }>>(
      selects.join(' UNION ALL '),
      parameters(manager.connection, values),
    );
    for (const { page, counted } of rows) found[Number(page)] = (found[Number(page)] ?? 0) + Number(counted);
  }
  return found.map((each) => cappedCount(each, upTo));
}

/** A row with the properties of its stream. */
export function inStream<Found extends Reading>(row: Found, stream: ReadingStream): Found {
  const { deviceId, monitorPointId, interval } = stream;
  return Object.assign(row, { deviceId, monitorPointId, interval });
}

async function select(
  manager: EntityManager,
  rows: RawRows<Reading>,
  parts: readonly Part[],
  from: number,
): Promise<Row[]> {
  const selects = parts.map(
    ({ text }, index) =>
      `SELECT * FROM (SELECT ${from + index} AS part, ${rows.columns} FROM ${rows.table} item ${text}) page_${index}`,
  );
  const values = parameters(
    manager.connection,
    parts.flatMap((part) => part.values),
  );
  const found = await manager.query<Row[]>(selects.join(' UNION ALL '), values);
  for (const row of found) {
    for (const property of ['measuredAt', 'receivedAt', 'correctedAt'] as const)
      Object.assign(row, { [property]: rows.read(property, row[property]) });
    Object.setPrototypeOf(row, Reading.prototype);
  }
  return found;
}

function partOf(page: number, stream: ReadingStream, key: NestedPageKey, after: Place | null): Part {
  const { conditions, values, add } = rangeOf(stream, key);
  if (after) addBeyond(stream, after, add);
  const text = `WHERE ${conditions.join(' AND ')} ORDER BY ${ORDER} LIMIT ${key.first + 1}`;
  return { page, stream, text, values };
}

interface Range {
  readonly conditions: readonly string[];
  readonly values: readonly unknown[];
  /** Narrows it. */
  readonly add: (text: string, ...values: readonly unknown[]) => void;
}

/** The part of a stream that the caller asked for. */
function rangeOf(stream: ReadingStream, { since, until }: NestedPageKey): Range {
  const conditions = ['item.stream_number = ?'];
  const values: unknown[] = [stream.number];
  const add: Range['add'] = (text, ...more) => {
    conditions.push(text);
    values.push(...more);
  };
  if (since) add('item.measured_at >= ?', since);
  if (until) add('item.measured_at < ?', until);
  return { conditions, values, add };
}

/** The last row of the page before. */
type Place = Pick<Reading, 'measuredAt' | 'streamNumber' | 'sequence' | 'pollutantCode' | 'statistic'>;

function placeOf(cursor: string, { connection }: EntityManager): Place {
  const { value, id } = positionOf(cursor, PROPERTY, connection.getMetadata(Reading));
  const [, stream, sequence, pollutantCode = '', statistic = ''] = PLACE.exec(id) ?? [];
  if (!(value instanceof Date) || stream === undefined)
    throw new EcoGridError('CURSOR_INVALID', { reason: 'TAMPERED', restartFrom: null });
  return {
    measuredAt: value,
    streamNumber: Number(stream),
    sequence: Number(sequence),
    pollutantCode,
    statistic: statistic as ReadingStatistic,
  };
}

/** Rows of one moment are in the order of their streams, then of the rest of the key. */
function addBeyond(
  { number }: ReadingStream,
  { measuredAt, streamNumber, sequence, pollutantCode, statistic }: Place,
  add: (text: string, ...values: readonly unknown[]) => void,
): void {
  add(number > streamNumber ? 'item.measured_at < ?' : 'item.measured_at <= ?', measuredAt);
  if (number !== streamNumber) return;
  add(
    '(item.measured_at < ? OR item.sequence < ? OR (item.sequence = ? AND (item.pollutant_code < ? OR (item.pollutant_code = ? AND item.statistic < ?))))',
    ...[measuredAt, sequence, sequence, pollutantCode, pollutantCode, statistic],
  );
}

function cursorOf({ measuredAt, streamNumber, sequence, pollutantCode, statistic }: Reading): string {
  return cursorAt(PROPERTY, measuredAt, [streamNumber, sequence, pollutantCode, statistic].join('/'));
}

function newestFirst(a: Reading, b: Reading): number {
  return (
    b.measuredAt.getTime() - a.measuredAt.getTime() ||
    b.streamNumber - a.streamNumber ||
    b.sequence - a.sequence ||
    compareTexts(b.pollutantCode, a.pollutantCode) ||
    compareTexts(b.statistic, a.statistic)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
