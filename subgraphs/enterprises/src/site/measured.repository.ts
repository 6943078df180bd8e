import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Actor } from '@ecogrid/identity';
import { scopeClause } from '@ecogrid/subgraph';
import { visibleTo } from './site.policy.ts';

export interface MeasuredFilter {
  readonly within?: string | null | undefined;
  readonly enterpriseCode?: string | null | undefined;
  readonly outletId?: string | null | undefined;
  readonly pollutantCode?: string | null | undefined;
}

/** The rows that the actor may see, of the outlets and factors asked for. */
export function narrowed<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  actor: Actor,
  { within, enterpriseCode, outletId, pollutantCode }: MeasuredFilter,
): SelectQueryBuilder<Row> {
  const { alias } = query;
  const columns = { grid: `${alias}.gridCode`, enterprise: `${alias}.enterpriseCode` };
  query.where(scopeClause(visibleTo(actor), columns));
  if (within) query.andWhere(`${columns.grid} LIKE :within`, { within: `${within}%` });
  if (enterpriseCode) query.andWhere(`${columns.enterprise} = :enterpriseCode`, { enterpriseCode });
  if (outletId) query.andWhere(`${alias}.outletId = :outletId`, { outletId });
  if (pollutantCode) query.andWhere(`${alias}.pollutantCode = :pollutantCode`, { pollutantCode });
  return query;
}
