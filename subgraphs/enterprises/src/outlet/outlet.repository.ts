import { In } from 'typeorm';
import { boundedLists, keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { inKeyOrder, scopeClause, type Batch } from '@ecogrid/subgraph';
import { canReadSite, visibleTo, type Medium } from '../site/index.ts';
import { Outlet } from './outlet.entity.ts';

export interface OutletFilter {
  readonly within?: string | null | undefined;
  readonly medium?: Medium | null | undefined;
}

/** Of an enterprise; `outlets` pages through more. */
export const MOST_OUTLETS = 200;

export class OutletRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Outlet | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(Outlet, { id: In(ids) });
    return inKeyOrder(
      ids,
      rows.filter((row) => canReadSite(actor, row)),
      ({ id }) => id,
    );
  };

  readonly ofEnterprise: Batch<string, Outlet[]> = async (ids, { actor }) => {
    const lists = await boundedLists(this.database.manager, Outlet, ids, {
      of: 'enterpriseId',
      by: ['code', 'id'],
      most: MOST_OUTLETS,
      keeps: 'FIRST',
    });
    return lists.map((own) => own.filter((row) => canReadSite(actor, row)));
  };

  page(actor: Actor, { within, medium }: OutletFilter, request: PageRequest): Promise<Page<Outlet>> {
    const columns = { grid: 'outlet.gridCode', enterprise: 'outlet.enterpriseCode' };
    const query = this.database.manager
      .createQueryBuilder(Outlet, 'outlet')
      .where(scopeClause(visibleTo(actor), columns));
    if (within) query.andWhere('outlet.gridCode LIKE :within', { within: `${within}%` });
    if (medium) query.andWhere('outlet.medium = :medium', { medium });
    return keysetPage(query, { property: 'enterpriseCode', direction: 'ASC' }, request);
  }
}
