import { In } from 'typeorm';
import { boundedLists, keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { inKeyOrder, scopeClause, type Batch } from '@ecogrid/subgraph';
import { Device } from './device.entity.ts';
import { canReadDevice, devicesVisibleTo } from './device.policy.ts';
import type { SystemType } from './device.vocabulary.ts';

export interface DeviceFilter {
  readonly mn?: string | null | undefined;
  readonly systemType?: SystemType | null | undefined;
  readonly enterpriseCode?: string | null | undefined;
}

/** At a point. */
export const MOST_DEVICES = 100;

export class DeviceRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Device | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(Device, { id: In(ids) });
    return inKeyOrder(
      ids,
      rows.filter((row) => canReadDevice(actor, row)),
      ({ id }) => id,
    );
  };

  readonly ofMonitorPoint: Batch<string, Device[]> = async (ids, { actor }) => {
    const lists = await boundedLists(this.database.manager, Device, ids, {
      of: 'monitorPointId',
      by: ['mn'],
      most: MOST_DEVICES,
      keeps: 'FIRST',
    });
    return lists.map((own) => own.filter((row) => canReadDevice(actor, row)));
  };

  page(
    actor: Actor,
    { mn, systemType, enterpriseCode }: DeviceFilter,
    request: PageRequest,
  ): Promise<Page<Device>> {
    const query = this.database.manager
      .createQueryBuilder(Device, 'device')
      .where(scopeClause(devicesVisibleTo(actor), { enterprise: 'device.enterpriseCode' }));
    if (mn) query.andWhere('device.mn = :mn', { mn });
    if (systemType) query.andWhere('device.systemType = :systemType', { systemType });
    if (enterpriseCode) query.andWhere('device.enterpriseCode = :enterpriseCode', { enterpriseCode });
    return keysetPage(query, { property: 'mn', direction: 'ASC' }, request);
  }

  /** For the packet handler, inside its transaction. */
  async seen(ids: readonly string[], lastSeenAt: Date): Promise<void> {
    await this.database.manager.update(Device, { id: In(ids) }, { lastSeenAt });
  }
}
