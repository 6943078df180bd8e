import { In } from 'typeorm';
import { parameters, placeholders, type Database } from '@ecogrid/database';
import type { Measured } from '../exceedance/index.ts';
import { LimitRule } from '../limit-rule/index.ts';
import { MonitorPoint } from '../monitor-point/index.ts';
import { Outlet } from '../outlet/index.ts';
import { Pollutant } from '../pollutant/index.ts';
import type { DataFlag, ReadingInterval, ReadingStatistic } from '../reading/index.ts';

/** A stored value of a device, with the edition that it speaks. */
export interface JudgedValue extends Measured {
  readonly deviceId: string;
  readonly monitorPointId: string;
  readonly protocolVersion: string;
}

/** One factor and kind of value, at some points, over a time. */
export interface ValueWish {
  readonly points: readonly string[];
  readonly device?: string;
  readonly interval: ReadingInterval;
  readonly statistic: ReadingStatistic;
  readonly pollutantCode: string;
  readonly measuredSince: Date;
  readonly measuredBefore: Date;
  readonly most: number;
}

export class AlarmRepository {
  constructor(private readonly database: Database) {}

  rule(id: string): Promise<LimitRule | null> {
    return this.database.manager.findOneBy(LimitRule, { id });
  }

  /** The rule that is replaced ends on the first day of the other. */
  async insert(rule: LimitRule, replaced: LimitRule | null): Promise<void> {
    const { manager } = this.database;
    if (replaced) await manager.update(LimitRule, { id: replaced.id }, { effectiveTo: rule.effectiveFrom });
    await manager.insert(LimitRule, rule);
  }

  pollutant(code: string): Promise<Pollutant | null> {
    return this.database.manager.findOneBy(Pollutant, { code });
  }

  outlet(id: string): Promise<Outlet | null> {
    return this.database.manager.findOneBy(Outlet, { id });
  }

  /** The points of an outlet or of the outlets of a medium, by id, with their outlet. */
  async points({ outletId, medium }: Pick<LimitRule, 'outletId' | 'medium'>): Promise<Map<string, string>> {
    const { manager } = this.database;
    const ids = outletId
      ? [outletId]
      : (await manager.findBy(Outlet, { medium: medium ?? 'WATER' })).map(({ id }) => id);
    const points = await manager.findBy(MonitorPoint, { outletId: In(ids) });
    return new Map(points.map(({ id, outletId: of }) => [id, of ?? '']));
  }

  /** In the order of devices and of time. */
  async values(wish: ValueWish): Promise<JudgedValue[]> {
    const { points, device, interval, statistic, pollutantCode, measuredSince, measuredBefore, most } = wish;
    if (points.length === 0) return [];
    const { manager } = this.database;
    const rows = await manager.query<FoundRow[]>(
      `SELECT stream.device_id AS deviceId, stream.monitor_point_id AS monitorPointId, device.protocol_version AS protocolVersion,
              item.measured_at AS measuredAt, item.value AS value, item.flag AS flag, item.unit AS unit
       FROM reading_stream stream JOIN device ON device.id = stream.device_id JOIN reading item ON item.stream_number = stream.number
       WHERE stream.monitor_point_id IN (${placeholders(points)}) AND stream.interval_kind = ?${device ? ' AND stream.device_id = ?' : ''}
         AND item.measured_at >= ? AND item.measured_at < ? AND item.pollutant_code = ? AND item.statistic = ?
       ORDER BY stream.number, item.measured_at, item.sequence LIMIT ${most}`,
      parameters(manager.connection, [
        ...points,
        interval,
        ...(device ? [device] : []),
        ...[measuredSince, measuredBefore, pollutantCode, statistic],
      ]),
    );
    return rows.map(({ measuredAt, ...row }) => ({
      ...row,
      interval,
      statistic,
      pollutantCode,
      measuredAt: measuredAt instanceof Date ? measuredAt : new Date(`${measuredAt.replace(' ', 'T')}Z`),
    }));
  }
}

interface FoundRow {
  readonly deviceId: string;
  readonly monitorPointId: string;
  readonly protocolVersion: string;
  readonly measuredAt: string | Date;
  readonly value: string;
  readonly flag: DataFlag | null;
  readonly unit: string;
}
