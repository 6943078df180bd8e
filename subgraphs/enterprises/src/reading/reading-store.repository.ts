import { In } from 'typeorm';
import { insertAlone, newId, type Database } from '@ecogrid/database';
import type { Device } from '../device/index.ts';
import {
  kept,
  kindOf,
  type StandingPacket,
  type StandingPackets,
  type StandingValue,
} from './standing.rule.ts';
import { ReadingCorrection } from './reading-correction.entity.ts';
import { ReadingStream } from './reading-stream.entity.ts';
import { Reading } from './reading.entity.ts';
import type { DataFlag, ReadingInterval, ReadingStatistic } from './reading.vocabulary.ts';

/** A value of a packet, in the words of the database. */
export interface SentValue {
  readonly pollutantCode: string;
  readonly statistic: ReadingStatistic;
  readonly value: string;
  readonly unit: string;
  readonly flag: DataFlag | null;
}

/** The values of one packet. */
export interface SentReadings {
  readonly device: Pick<Device, 'id' | 'monitorPointId'>;
  readonly interval: ReadingInterval;
  readonly measuredAt: Date;
  readonly receivedAt: Date;
  readonly values: readonly SentValue[];
}

/** The outcome for the values of one packet. */
export interface KeptReadings {
  /** Stored for the first time, or in the place of another value. */
  readonly fresh: readonly Reading[];
  readonly repeated: number;
  readonly corrected: number;
  /** Whether none of them was stored, because their DataTime has as many measurements as are kept. */
  readonly isCrowded: boolean;
}

const NONE: KeptReadings = { fresh: [], repeated: 0, corrected: 0, isCrowded: false };

/** Rows of one INSERT: the text of a full one is always the same, so that it is prepared once. */
const ROWS = 250;
const COLUMNS =
  'stream_number, measured_at, sequence, pollutant_code, statistic, value, unit, flag, received_at';
const KEY: Array<keyof Reading> = ['streamNumber', 'measuredAt', 'sequence', 'pollutantCode', 'statistic'];
const ROW = '(?, ?, ?, ?, ?, ?, ?, ?, ?)';

interface StandingRow {
  readonly stream: number;
  readonly measuredAt: string | Date;
  readonly sequence: number;
  readonly code: string;
  readonly statistic: ReadingStatistic;
  readonly value: string;
  readonly flag: DataFlag | null;
  readonly receivedAt: string | Date;
}

/** The hot path: many packets in one transaction, in few statements, without entities. See docs/decisions/0105. */
export class ReadingStore {
  /** The numbers of streams, which never change, by `nameOf`. */
  private readonly numbers = new Map<string, number>();

  constructor(private readonly database: Database) {}

  /** Keeps packets in the order given. Call it inside a transaction. @returns the outcome for each. */
  async keep(packets: readonly SentReadings[]): Promise<KeptReadings[]> {
    const withValues = packets.filter(({ values }) => values.length > 0);
    if (withValues.length === 0) return packets.map(() => NONE);
    const numbers = await this.numbersOf(withValues);
    const standing = await this.standing(withValues, numbers);
    const inserted: Reading[] = [];
    const corrected: Array<readonly [Reading, ReadingCorrection]> = [];
    const results = packets.map((packet) => {
      const streamNumber = numbers.get(nameOf(packet)) ?? 0;
      const at = placeOf(streamNumber, packet.measuredAt);
      const before = standing.get(at) ?? new Map<number, StandingPacket>();
      standing.set(at, before);
      const { sequence, fresh, replaced, repeated, isCrowded } = kept(packet, before);
      const rows = fresh.map((value) => readingOf(packet, value, streamNumber, sequence));
      inserted.push(...rows);
      const renewed = replaced.map(({ value, former }) => {
        const row = readingOf(packet, value, streamNumber, sequence);
        row.correctedAt = packet.receivedAt;
        const { pollutantCode, statistic, measuredAt } = row;
        const what = { streamNumber, measuredAt, pollutantCode, statistic };
        corrected.push([row, { id: newId(), ...what, ...former, correctedAt: packet.receivedAt }]);
        return row;
      });
      return { fresh: [...rows, ...renewed], repeated, corrected: renewed.length, isCrowded };
    });
    await this.insert(inserted);
    await this.correct(corrected);
    return results;
  }

  private async numbersOf(packets: readonly SentReadings[]): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    const unknown = new Map<string, SentReadings>();
    for (const packet of packets) {
      const name = nameOf(packet);
      const number = this.numbers.get(name);
      if (number === undefined) unknown.set(name, packet);
      else found.set(name, number);
    }
    if (unknown.size > 0) {
      for (const stream of await this.begun([...unknown.values()]))
        found.set(streamName(stream), stream.number);
      // Not before the commit: a number that was rolled back is another's.
      this.database.afterCommit(() => found.forEach((number, name) => this.numbers.set(name, number)));
    }
    return found;
  }

  private async begun(packets: readonly SentReadings[]): Promise<ReadingStream[]> {
    const { manager } = this.database;
    const ids = [...new Set(packets.map(({ device }) => device.id))];
    const streams = await manager.findBy(ReadingStream, { deviceId: In(ids) });
    const known = new Set(streams.map(streamName));
    let last = (await manager.maximum(ReadingStream, 'number')) ?? 0;
    const begun = packets
      .filter((packet) => !known.has(nameOf(packet)))
      .map(({ device, interval }): ReadingStream => {
        last += 1;
        return { number: last, deviceId: device.id, monitorPointId: device.monitorPointId, interval };
      });
    if (begun.length > 0) await insertAlone(() => manager.insert(ReadingStream, begun));
    return [...streams, ...begun];
  }

  /** The readings that stand at the times of these packets. */
  private async standing(
    packets: readonly SentReadings[],
    numbers: ReadonlyMap<string, number>,
  ): Promise<Map<string, StandingPackets>> {
    const places = new Map<string, readonly [number, string]>();
    for (const packet of packets) {
      const number = numbers.get(nameOf(packet)) ?? 0;
      places.set(placeOf(number, packet.measuredAt), [number, momentText(packet.measuredAt)]);
    }
    const { manager, engine } = this.database;
    const pairs = [...places.values()];
    const found = await manager.query<StandingRow[]>(
      `SELECT stream_number AS stream, measured_at AS measuredAt, sequence, pollutant_code AS code, statistic, value, flag, received_at AS receivedAt
       FROM reading WHERE (stream_number, measured_at) IN (${engine === 'sqlite' ? 'VALUES ' : ''}${pairs.map(() => '(?, ?)').join(', ')})
       ORDER BY stream_number, measured_at, sequence`,
      pairs.flat(),
    );
    const standing = new Map<string, StandingPackets>();
    for (const { stream, measuredAt, sequence, code, statistic, value, flag, receivedAt } of found) {
      const place = placeOf(stream, momentOf(measuredAt));
      const at = standing.get(place) ?? new Map<number, StandingPacket>();
      standing.set(place, at);
      const packet = at.get(sequence) ?? new Map<string, StandingValue>();
      at.set(sequence, packet);
      packet.set(kindOf({ pollutantCode: code, statistic }), {
        value,
        flag,
        receivedAt: momentOf(receivedAt),
      });
    }
    return standing;
  }

  private async insert(rows: readonly Reading[]): Promise<void> {
    for (let from = 0; from < rows.length; from += ROWS) {
      const some = rows.slice(from, from + ROWS);
      // Two processes may store the same packet at once.
      const text = `INSERT INTO reading (${COLUMNS}) VALUES ${some.map(() => ROW).join(', ')}`;
      await insertAlone(() => this.database.manager.query(text, some.flatMap(valuesOf)));
    }
  }

  private async correct(
    corrected: ReadonlyArray<readonly [reading: Reading, before: ReadingCorrection]>,
  ): Promise<void> {
    if (corrected.length === 0) return;
    const { manager } = this.database;
    await manager.upsert(
      Reading,
      corrected.map(([row]) => row),
      KEY,
    );
    await manager.insert(
      ReadingCorrection,
      corrected.map(([, before]) => before),
    );
  }
}

function readingOf(
  { device, interval, measuredAt, receivedAt }: SentReadings,
  value: SentValue,
  streamNumber: number,
  sequence: number,
): Reading {
  return {
    streamNumber,
    measuredAt,
    sequence,
    receivedAt,
    interval,
    correctedAt: null,
    deviceId: device.id,
    monitorPointId: device.monitorPointId,
    ...value,
  };
}

function valuesOf(row: Reading): unknown[] {
  return [
    ...[row.streamNumber, momentText(row.measuredAt), row.sequence, row.pollutantCode, row.statistic],
    ...[row.value, row.unit, row.flag, momentText(row.receivedAt)],
  ];
}

function nameOf({ device, interval }: Pick<SentReadings, 'device' | 'interval'>): string {
  return `${device.id} ${device.monitorPointId} ${interval}`;
}

function streamName({ deviceId, monitorPointId, interval }: ReadingStream): string {
  return `${deviceId} ${monitorPointId} ${interval}`;
}

function placeOf(stream: number, measuredAt: Date): string {
  return `${stream} ${measuredAt.getTime()}`;
}

/** A moment as both engines take it. */
function momentText(moment: Date): string {
  return moment.toISOString().replace('T', ' ').slice(0, -1);
}

function momentOf(found: string | Date): Date {
  return found instanceof Date ? found : new Date(`${found.replace(' ', 'T')}Z`);
}
