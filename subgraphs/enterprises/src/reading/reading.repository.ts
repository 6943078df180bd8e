import { In } from 'typeorm';
import type { Actor } from '@ecogrid/identity';
import { RawRows, readNestedPageKey, type Database, type Page } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { canReadSite, type Site } from '../site/index.ts';
import { MonitorPoint } from '../monitor-point/index.ts';
import { ReadingCorrection } from './reading-correction.entity.ts';
import { inStream, readingPages } from './reading-pages.repository.ts';
import { ReadingStream } from './reading-stream.entity.ts';
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

/** A reading lies where its monitor point does. */
/** Of a reading. */
export const MOST_CORRECTIONS = 100;
const NOWHERE: Site = { gridCode: null, enterpriseCode: null };

export class ReadingRepository {
  constructor(private readonly database: Database) {}

  /** The readings of these keys, made by `readingKey`; null where the actor may not see them. */
  readonly byKey: Batch<string, Reading | null> = async (keys, { actor }) => {
    const named = keys.map((key) => JSON.parse(key) as ReadingName);
    const { manager } = this.database;
    const streams = byNumber(
      await manager.findBy(ReadingStream, { deviceId: In(named.map(([deviceId]) => deviceId)) }),
    );
    const rows = await manager.findBy(Reading, {
      streamNumber: In([...streams.keys()]),
      measuredAt: In(named.map(([, , , , measuredAt]) => new Date(measuredAt))),
    });
    const found = rows.map((row) => inStream(row, streams.get(row.streamNumber) as ReadingStream));
    return inKeyOrder(keys, await this.visible(actor, found), (row) => readingKey(row));
  };

  /**
   * Pages of values sent by devices that the actor was already shown, for keys made by `nestedPageKey` of their ids.
   */
  readonly pageOfDevice: Batch<string, Page<Reading>> = (keys) => this.pages('deviceId', keys);

  /** Pages of values measured at points that the actor was already shown, for keys of their ids. */
  readonly pageOfPoint: Batch<string, Page<Reading>> = (keys) => this.pages('monitorPointId', keys);

  /** The former values of readings that the actor was already shown, for keys made by `correctionKey`, the oldest first. */
  readonly corrections: Batch<string, ReadingCorrection[]> = async (keys) => {
    const { manager } = this.database;
    const lists = await RawRows.of(manager.connection, ReadingCorrection).selectEach(
      manager,
      `WHERE item.stream_number = ? AND item.measured_at = ? AND item.pollutant_code = ? AND item.statistic = ?
         ORDER BY item.id DESC LIMIT ${MOST_CORRECTIONS}`,
      keys.map((key) => {
        const [stream, measuredAt, ...name] = JSON.parse(key) as CorrectionName;
        return [stream, new Date(measuredAt), ...name];
      }),
    );
    return lists.map((own) => own.sort((one, other) => (one.id < other.id ? -1 : 1)));
  };

  private async pages(
    parent: 'deviceId' | 'monitorPointId',
    keys: readonly string[],
  ): Promise<Array<Page<Reading> | Error>> {
    const wanted = keys.map((key) => readNestedPageKey(key));
    const { manager } = this.database;
    const ids = [...new Set(wanted.map((key) => key.parent))];
    const streams = await manager.findBy(ReadingStream, { [parent]: In(ids) });
    const ofParent = new Map(ids.map((id) => [id, streams.filter((stream) => stream[parent] === id)]));
    return readingPages(
      manager,
      wanted.map((key) => ({ key, streams: ofParent.get(key.parent) ?? [] })),
    );
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

type CorrectionName = [
  stream: number,
  measuredAt: string,
  pollutantCode: string,
  statistic: ReadingStatistic,
];

/** The corrections of a reading have its key; data of an interval has the sequence 0. */
export function correctionKey({
  streamNumber,
  measuredAt,
  pollutantCode,
  statistic,
}: Pick<Reading, 'streamNumber' | 'measuredAt' | 'pollutantCode' | 'statistic'>): string {
  const name: CorrectionName = [streamNumber, measuredAt.toISOString(), pollutantCode, statistic];
  return JSON.stringify(name);
}

function byNumber(streams: readonly ReadingStream[]): Map<number, ReadingStream> {
  return new Map(streams.map((stream) => [stream.number, stream]));
}
