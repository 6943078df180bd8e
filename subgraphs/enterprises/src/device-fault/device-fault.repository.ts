import { In, type ObjectLiteral, type EntityTarget, type SelectQueryBuilder } from 'typeorm';
import {
  keysetPage,
  nestedPages,
  type Database,
  type NestedPageKey,
  type Page,
  type PageRequest,
} from '@ecogrid/database';
import { hasRole, type Actor } from '@ecogrid/identity';
import type { Batch } from '@ecogrid/subgraph';
import { BOUNDS } from '../bounds.ts';
import { DeviceFault } from './device-fault.entity.ts';
import { UnknownDevice } from './unknown-device.entity.ts';

const NEWEST_FIRST = { property: 'lastAt', direction: 'DESC' } as const;

interface Counted extends ObjectLiteral {
  id: string;
  count: number;
  firstAt: Date;
}

export class DeviceFaultRepository {
  constructor(private readonly database: Database) {}

  /** Pages of the faults of devices that the actor was already shown, for keys made by `nestedPageKey` of their ids. */
  readonly pageOfDevice: Batch<string, Page<DeviceFault>> = (keys) =>
    nestedPages(this.database.manager, NEWEST_FIRST, keys, (key) => this.query(key));

  /** For the desk, which registers devices. An MN that was registered meanwhile is gone. */
  unknownDevices(actor: Actor, request: PageRequest): Promise<Page<UnknownDevice>> {
    const query = this.database.manager
      .createQueryBuilder(UnknownDevice, 'stranger')
      .where(hasRole(actor, 'OPERATOR', 'SHIFT_LEADER') ? '1 = 1' : '1 = 0')
      .andWhere('NOT EXISTS (SELECT 1 FROM device WHERE device.mn = stranger.mn)');
    return keysetPage(query, NEWEST_FIRST, request);
  }

  /** Adds sums to the stored ones. */
  async add(faults: readonly DeviceFault[], unknown: readonly UnknownDevice[]): Promise<void> {
    await this.database.transaction(async () => {
      await this.sum(DeviceFault, faults);
      await this.sum(UnknownDevice, unknown);
      if (unknown.length > 0) await this.forgetOldest();
    });
  }

  private async sum<Row extends Counted>(entity: EntityTarget<Row>, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const { manager } = this.database;
    const ids = rows.map(({ id }) => id);
    const standing = new Map(
      (await manager.findBy(entity, { id: In(ids) } as never)).map((row) => [row.id, row]),
    );
    const sums = rows.map((row) => {
      const before = standing.get(row.id);
      return before ? { ...row, count: before.count + row.count, firstAt: before.firstAt } : row;
    });
    await manager.upsert(entity, sums, ['id']);
  }

  private async forgetOldest(): Promise<void> {
    const { manager } = this.database;
    const [oldest] = await manager.find(UnknownDevice, {
      order: { lastAt: 'DESC', id: 'DESC' },
      skip: BOUNDS.faults.strangers,
      take: 1,
    });
    if (!oldest) return;
    await manager
      .createQueryBuilder()
      .delete()
      .from(UnknownDevice)
      .where('last_at <= :lastAt', { lastAt: oldest.lastAt })
      .execute();
  }

  private query({ parent, since, until }: NestedPageKey): SelectQueryBuilder<DeviceFault> {
    const query = this.database.manager.createQueryBuilder(DeviceFault, 'fault');
    query.where('fault.deviceId = :parent', { parent });
    if (since) query.andWhere('fault.lastAt >= :since', { since });
    if (until) query.andWhere('fault.lastAt < :until', { until });
    return query;
  }
}
