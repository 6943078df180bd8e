import { In } from 'typeorm';
import { boundedLists, keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { inKeyOrder, scopeClause, type Batch } from '@ecogrid/subgraph';
import { canReadSite, visibleTo } from '../site/index.ts';
import { MonitorPoint, type MonitorPointKind } from './monitor-point.entity.ts';

export interface MonitorPointFilter {
  readonly within?: string | null | undefined;
  readonly kind?: MonitorPointKind | null | undefined;
}

/** Of an outlet. */
export const MOST_POINTS = 100;

export class MonitorPointRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, MonitorPoint | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(MonitorPoint, { id: In(ids) });
    return inKeyOrder(
      ids,
      rows.filter((row) => canReadSite(actor, row)),
      ({ id }) => id,
    );
  };

  readonly ofOutlet: Batch<string, MonitorPoint[]> = async (ids, { actor }) => {
    const lists = await boundedLists(this.database.manager, MonitorPoint, ids, {
      of: 'outletId',
      by: ['code', 'id'],
      most: MOST_POINTS,
      keeps: 'FIRST',
    });
    return lists.map((own) => own.filter((row) => canReadSite(actor, row)));
  };

  page(
    actor: Actor,
    { within, kind }: MonitorPointFilter,
    request: PageRequest,
  ): Promise<Page<MonitorPoint>> {
    const columns = { grid: 'point.gridCode', enterprise: 'point.enterpriseCode' };
    const query = this.database.manager
      .createQueryBuilder(MonitorPoint, 'point')
      .where(scopeClause(visibleTo(actor), columns));
    if (within) query.andWhere('point.gridCode LIKE :within', { within: `${within}%` });
    if (kind) query.andWhere('point.kind = :kind', { kind });
    return keysetPage(query, { property: 'code', direction: 'ASC' }, request);
  }
}
