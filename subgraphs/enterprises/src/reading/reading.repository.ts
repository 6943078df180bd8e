import { In, type SelectQueryBuilder } from 'typeorm';
import type { Actor } from '@ecogrid/identity';
import { nestedPages, type Database, type NestedPageKey, type Page } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { canReadSite, type Site } from '../site/index.ts';
import { MonitorPoint } from '../monitor-point/index.ts';
import { Reading } from './reading.entity.ts';
import type { ReadingInterval, ReadingStatistic } from './reading.vocabulary.ts';

type ReadingName = [
  deviceId: string,
  pollutantCode: string,
  statistic: ReadingStatistic,
  interval: ReadingInterval,
  measuredAt: string,
  sequence: number,
];

/** The key of a reading as one text, which loaders compare. */
export function readingKey({
  deviceId,
  pollutantCode,
  statistic,
  interval,
  measuredAt,
  sequence,
}: Pick<
  Reading,
  'deviceId' | 'pollutantCode' | 'statistic' | 'interval' | 'measuredAt' | 'sequence'
>): string {
  const name: ReadingName = [
    ...([deviceId, pollutantCode, statistic, interval] as const),
    ...([measuredAt.toISOString(), sequence] as const),
  ];
  return JSON.stringify(name);
}

const NEWEST_FIRST = { property: 'measuredAt', direction: 'DESC' } as const;
/** A reading lies where its monitor point does. */
const NOWHERE: Site = { gridCode: null, enterpriseCode: null };

export class ReadingRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Reading | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(Reading, { id: In(ids) });
    return inKeyOrder(ids, await this.visible(actor, rows), ({ id }) => id);
  };

  /** The readings of these keys, made by `readingKey`; null where the actor may not see them. */
  readonly byKey: Batch<string, Reading | null> = async (keys, { actor }) => {
    const named = keys.map((key) => JSON.parse(key) as ReadingName);
    const rows = await this.database.manager.findBy(Reading, {
      deviceId: In(named.map(([deviceId]) => deviceId)),
      measuredAt: In(named.map(([, , , , measuredAt]) => new Date(measuredAt))),
    });
    return inKeyOrder(keys, await this.visible(actor, rows), (row) => readingKey(row));
  };

  /** Pages of what devices that the actor was already shown have sent, for keys made by `nestedPageKey` of their ids. */
  readonly pageOfDevice: Batch<string, Page<Reading>> = (keys) => this.pages('deviceId', keys);

  /** Pages of what was measured at points that the actor was already shown, for keys of their ids. */
  readonly pageOfPoint: Batch<string, Page<Reading>> = (keys) => this.pages('monitorPointId', keys);

  /**
   * Stores what is not stored yet. Asking first would let two connections of one device store the same twice: the
   * unique key decides, and the rows found under their new ids are those that it let in. Call it inside a transaction.
   */
  async insertNew(readings: readonly Reading[]): Promise<Reading[]> {
    if (readings.length === 0) return [];
    const { manager } = this.database;
    const insert = manager
      .createQueryBuilder()
      .insert()
      .into(Reading)
      .values([...readings]);
    await insert.orIgnore().updateEntity(false).execute();
    const where = { id: In(readings.map(({ id }) => id)) };
    const stored = await manager.find(Reading, { select: { id: true }, where });
    const storedIds = new Set(stored.map(({ id }) => id));
    return readings.filter(({ id }) => storedIds.has(id));
  }

  private pages(
    parent: 'deviceId' | 'monitorPointId',
    keys: readonly string[],
  ): Promise<Array<Page<Reading> | Error>> {
    return nestedPages(this.database.manager, NEWEST_FIRST, keys, (key) => this.query(parent, key));
  }

  private query(column: string, { parent, since, until }: NestedPageKey): SelectQueryBuilder<Reading> {
    const query = this.database.manager.createQueryBuilder(Reading, 'reading');
    query.where(`reading.${column} = :parent`, { parent });
    if (since) query.andWhere('reading.measuredAt >= :since', { since });
    if (until) query.andWhere('reading.measuredAt < :until', { until });
    return query;
  }

  private async visible(actor: Actor, rows: readonly Reading[]): Promise<Reading[]> {
    const sites = await this.sitesOf(rows);
    return rows.filter((row) => canReadSite(actor, sites.get(row.monitorPointId) ?? NOWHERE));
  }

  private async sitesOf(readings: readonly Reading[]): Promise<Map<string, Site>> {
    const ids = [...new Set(readings.map(({ monitorPointId }) => monitorPointId))];
    const points = await this.database.manager.findBy(MonitorPoint, { id: In(ids) });
    return new Map(points.map((point) => [point.id, point]));
  }
}
