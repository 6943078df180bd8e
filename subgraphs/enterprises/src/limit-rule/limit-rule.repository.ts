import { In } from 'typeorm';
import { keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import { groupedByKey, inKeyOrder, type Batch } from '@ecogrid/subgraph';
import type { Medium } from '../site/index.ts';
import { LimitRule, type Averaging } from './limit-rule.entity.ts';

export interface LimitRuleFilter {
  readonly pollutantCode?: string | null | undefined;
  readonly averaging?: Averaging | null | undefined;
}

export class LimitRuleRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, LimitRule | null> = async (ids) => {
    const rows = await this.database.manager.findBy(LimitRule, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  readonly ofOutlet: Batch<string, LimitRule[]> = async (ids) => {
    const rows = await this.database.manager.find(LimitRule, {
      where: { outletId: In(ids) },
      order: { id: 'ASC' },
    });
    return groupedByKey(ids, rows, ({ outletId }) => outletId ?? '');
  };

  readonly ofMedium: Batch<Medium, LimitRule[]> = async (media) => {
    const rows = await this.database.manager.find(LimitRule, {
      where: { medium: In(media) },
      order: { id: 'ASC' },
    });
    return groupedByKey<Medium | null, LimitRule>(media, rows, ({ medium }) => medium);
  };

  page({ pollutantCode, averaging }: LimitRuleFilter, request: PageRequest): Promise<Page<LimitRule>> {
    const query = this.database.manager.createQueryBuilder(LimitRule, 'rule').where('1 = 1');
    if (pollutantCode) query.andWhere('rule.pollutantCode = :pollutantCode', { pollutantCode });
    if (averaging) query.andWhere('rule.averaging = :averaging', { averaging });
    return keysetPage(query, { property: 'pollutantCode', direction: 'ASC' }, request);
  }
}
