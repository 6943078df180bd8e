import { In, MoreThan, type EntityTarget } from 'typeorm';
import type { Database } from '@ecogrid/database';
import type { Actor, RowScope } from '@ecogrid/identity';
import type { ExportPage } from '@ecogrid/imports';
import { scopeClause } from '@ecogrid/subgraph';
import { MonitorPoint } from '../monitor-point/index.ts';
import { Outlet } from '../outlet/index.ts';
import { Pollutant } from '../pollutant/index.ts';
import { visibleTo } from '../site/index.ts';
import { SupervisedObject } from '../supervised-object/index.ts';
import { outletKey, type OfOutlet } from './outlet-columns.ts';

/** A thing that stands on the site of an enterprise. */
export interface Placed {
  id: string;
  code: string;
  name: string;
  enterpriseId: string;
  enterpriseCode: string;
  longitude: number;
  latitude: number;
  gridCode: string | null;
}

/** The rows of the things of a table by the hundred. */
export class PlacedRepository {
  constructor(private readonly database: Database) {}

  /** The ids of enterprises by their codes. */
  async enterprises(codes: readonly string[]): Promise<ReadonlyMap<string | null, string>> {
    const where = { creditCode: In(codes), kind: 'ENTERPRISE' as const };
    const rows = await this.database.manager.find(SupervisedObject, {
      where,
      select: { id: true, creditCode: true },
    });
    return new Map(rows.map(({ creditCode, id }) => [creditCode, id]));
  }

  /** The outlets that rows name, by `outletKey`. */
  async outlets(rows: readonly OfOutlet[]): Promise<ReadonlyMap<string, Outlet>> {
    const enterpriseCode = In(rows.flatMap((row) => row.enterpriseCode ?? []));
    const code = In(rows.flatMap(({ outletCode }) => outletCode ?? []));
    const found = await this.database.manager.findBy(Outlet, { enterpriseCode, code });
    return new Map(found.map((outlet) => [outletKey({ ...outlet, outletCode: outlet.code }), outlet]));
  }

  /** Rows with the codes of their outlets. */
  async withOutlets<Row extends { readonly outletId: string | null }>(
    rows: readonly Row[],
  ): Promise<Array<Row & OfOutlet>> {
    const ids = rows.flatMap(({ outletId }) => outletId ?? []);
    const found = await this.database.manager.findBy(Outlet, { id: In(ids) });
    const byId = new Map(found.map((outlet) => [outlet.id, outlet]));
    return rows.map((row) => {
      const { enterpriseCode = null, code: outletCode = null } = byId.get(row.outletId ?? '') ?? {};
      return { ...row, enterpriseCode, outletCode };
    });
  }

  points(codes: readonly string[]): Promise<MonitorPoint[]> {
    return this.database.manager.findBy(MonitorPoint, { code: In(codes) });
  }

  /** The codes of points by their ids. */
  async codesOfPoints(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const points = await this.database.manager.findBy(MonitorPoint, { id: In(ids) });
    return new Map(points.map(({ id, code }) => [id, code]));
  }

  /** The codes of all factors. */
  async pollutants(): Promise<ReadonlySet<string>> {
    const rows = await this.database.manager.find(Pollutant, { select: { code: true } });
    return new Set(rows.map(({ code }) => code));
  }

  /** Some things on sites that the actor may see, in the order of their ids. */
  page<Row extends OnSite>(
    entity: EntityTarget<Row>,
    actor: Actor,
    after: string | null,
    limit: number,
  ): Promise<ExportPage<Row>> {
    return this.scoped(entity, { scope: visibleTo(actor), grid: 'item.gridCode', after, limit });
  }

  /** Some rows in the order of their ids. @param scope null for rows that everyone may read. */
  async scoped<Row extends { id: string }>(
    entity: EntityTarget<Row>,
    { scope, grid, after, limit }: Scoped,
  ): Promise<ExportPage<Row>> {
    const columns = { enterprise: 'item.enterpriseCode', ...(grid && { grid }) };
    const query = this.database.manager
      .createQueryBuilder(entity, 'item')
      .where(scope === null ? '1 = 1' : scopeClause(scope, columns))
      .orderBy('item.id', 'ASC')
      .take(limit);
    if (after !== null) query.andWhere({ id: MoreThan(after) });
    const rows = await query.getMany();
    return { rows, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
  }
}

interface OnSite {
  id: string;
  gridCode: string | null;
  enterpriseCode: string | null;
}

interface Scoped {
  readonly scope: RowScope | null;
  readonly grid?: string;
  readonly after: string | null;
  readonly limit: number;
}
