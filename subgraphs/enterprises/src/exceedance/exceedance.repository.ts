import { In } from 'typeorm';
import { keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { canReadSite, narrowed, type MeasuredFilter } from '../site/index.ts';
import { Exceedance } from './exceedance.entity.ts';

export interface ExceedanceFilter extends MeasuredFilter {
  readonly raisedSince?: Date | null | undefined;
  readonly raisedBefore?: Date | null | undefined;
}

export class ExceedanceRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Exceedance | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(Exceedance, { id: In(ids) });
    return inKeyOrder(
      ids,
      rows.filter((row) => canReadSite(actor, row)),
      ({ id }) => id,
    );
  };

  page(actor: Actor, filter: ExceedanceFilter, request: PageRequest): Promise<Page<Exceedance>> {
    const query = this.database.manager.createQueryBuilder(Exceedance, 'exceedance');
    narrowed(query, actor, filter);
    const { raisedSince, raisedBefore } = filter;
    if (raisedSince) query.andWhere('exceedance.raisedAt >= :raisedSince', { raisedSince });
    if (raisedBefore) query.andWhere('exceedance.raisedAt < :raisedBefore', { raisedBefore });
    return keysetPage(query, { property: 'raisedAt', direction: 'DESC' }, request);
  }

  /** The stored exceedance of the reading and the rule of each of these that has one. */
  async standing(exceedances: readonly Exceedance[]): Promise<Map<Exceedance, string>> {
    if (exceedances.length === 0) return new Map();
    const rows = await this.database.manager.findBy(Exceedance, {
      deviceId: In(exceedances.map(({ deviceId }) => deviceId)),
      limitRuleId: In(exceedances.map(({ limitRuleId }) => limitRuleId)),
      measuredAt: In(exceedances.map(({ measuredAt }) => measuredAt)),
    });
    const known = new Map(rows.map((row) => [keyOf(row), row.id]));
    return new Map(
      exceedances.flatMap((each) => {
        const id = known.get(keyOf(each));
        return id === undefined ? [] : [[each, id] as const];
      }),
    );
  }

  async insert(exceedances: readonly Exceedance[]): Promise<void> {
    if (exceedances.length > 0) await this.database.manager.insert(Exceedance, [...exceedances]);
  }
}

function keyOf({ deviceId, limitRuleId, measuredAt, sequence }: Exceedance): string {
  return [deviceId, limitRuleId, measuredAt.toISOString(), sequence].join(' ');
}
