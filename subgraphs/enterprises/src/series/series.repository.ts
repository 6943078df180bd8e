import { parameters, placeholders, type Database } from '@ecogrid/database';
import type { Batch } from '@ecogrid/subgraph';
import { AveragingRule } from './averaging-rule.entity.ts';
import type { SeriesInterval, StoredValue } from './series.rule.ts';

/** The data that a chart reads: the factor of one point, over a time. */
type Wish = [point: string, pollutantCode: string, interval: SeriesInterval, since: number, until: number];

/** The intervals that a chart of an interval is made of. */
const READ: Readonly<Record<SeriesInterval, readonly SeriesInterval[]>> = {
  REAL_TIME: ['REAL_TIME'],
  MINUTE: ['MINUTE'],
  HOUR: ['HOUR', 'REAL_TIME'],
  DAY: ['DAY', 'HOUR', 'REAL_TIME'],
};
/** Real-time data of a longer time is not read for means: it would be millions of rows. */
const FINEST_MS = 31 * 24 * 60 * 60_000;

/** The key of a loader: points with the same wish are read together. */
export function seriesKey(...wish: Wish): string {
  return JSON.stringify(wish);
}

export class SeriesRepository {
  constructor(private readonly database: Database) {}

  /** The stored values of points that the actor was already shown, for keys made by `seriesKey`, in the order of time. */
  readonly values: Batch<string, StoredValue[]> = async (keys) => {
    const wishes = keys.map((key) => JSON.parse(key) as Wish);
    const points = new Map<string, string[]>();
    for (const [point, ...rest] of wishes) {
      const name = JSON.stringify(rest);
      points.set(name, [...(points.get(name) ?? []), point]);
    }
    const found = new Map<string, StoredValue[]>();
    for (const [name, ids] of points) {
      const rows = await this.read(ids, JSON.parse(name) as Tail);
      for (const { point, ...value } of rows) {
        const key = JSON.stringify([point, ...(JSON.parse(name) as Tail)]);
        const values = found.get(key);
        if (values) values.push(value);
        else found.set(key, [value]);
      }
    }
    return keys.map((key) => found.get(key) ?? []);
  };

  readonly rules: Batch<string, AveragingRule[]> = async (keys) => {
    const rules = await this.database.manager.find(AveragingRule);
    return keys.map(() => rules);
  };

  private async read(points: readonly string[], wish: Tail): Promise<Array<StoredValue & { point: string }>> {
    const [pollutantCode, interval, since, until] = wish;
    const { manager } = this.database;
    const intervals = READ[interval].filter((each) => each !== 'REAL_TIME' || until - since <= FINEST_MS);
    const values = [...points, ...intervals, new Date(since), new Date(until), pollutantCode];
    const rows = await manager.query<FoundRow[]>(
      `SELECT stream.monitor_point_id AS point, stream.interval_kind AS intervalKind, item.statistic AS statistic,
              item.measured_at AS measuredAt, item.value AS value, item.flag AS flag, item.unit AS unit
       FROM reading_stream stream JOIN reading item ON item.stream_number = stream.number
       WHERE stream.monitor_point_id IN (${placeholders(points)}) AND stream.interval_kind IN (${placeholders(intervals)})
         AND item.measured_at >= ? AND item.measured_at < ? AND item.pollutant_code = ?
       ORDER BY item.measured_at, item.sequence`,
      parameters(manager.connection, values),
    );
    return rows.map(({ intervalKind, measuredAt, ...row }) => ({
      ...row,
      interval: intervalKind,
      at: (measuredAt instanceof Date ? measuredAt : new Date(`${measuredAt.replace(' ', 'T')}Z`)).getTime(),
    }));
  }
}

type Tail = [pollutantCode: string, interval: SeriesInterval, since: number, until: number];

interface FoundRow {
  readonly point: string;
  readonly intervalKind: SeriesInterval;
  readonly statistic: string;
  readonly measuredAt: string | Date;
  readonly value: string;
  readonly flag: string | null;
  readonly unit: string;
}
