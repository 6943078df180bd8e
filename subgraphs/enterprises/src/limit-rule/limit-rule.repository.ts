import { In } from 'typeorm';
import { keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import { groupedByKey, inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Outlet } from '../outlet/index.ts';
import { LimitRule, type Averaging } from './limit-rule.entity.ts';

export interface LimitRuleFilter {
  readonly pollutantCode?: string | null | undefined;
  readonly averaging?: Averaging | null | undefined;
  /** A day; absent: all versions. */
  readonly on?: string | null | undefined;
}

/** Of an outlet: its own and those of its medium. */
export const MOST_RULES = 400;

export class LimitRuleRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, LimitRule | null> = async (ids) => {
    const rows = await this.database.manager.findBy(LimitRule, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  /** The rules that apply at outlets that the actor was already shown, by their ids: their own, then those of the medium. */
  readonly ofOutlet: Batch<string, LimitRule[]> = async (ids) => {
    const { manager } = this.database;
    const { entities, raw } = await manager
      .createQueryBuilder(LimitRule, 'rule')
      .innerJoin(Outlet, 'outlet', 'outlet.id = rule.outletId OR outlet.medium = rule.medium')
      .addSelect('outlet.id', 'at_outlet')
      .where('outlet.id IN (:...ids)', { ids })
      .getRawAndEntities<{ at_outlet: string; rule_id: string }>();
    const ruleOf = new Map(entities.map((rule) => [rule.id, rule]));
    const rows = raw.flatMap(({ at_outlet: at, rule_id: id }) => {
      const rule = ruleOf.get(id);
      return rule ? [{ at, rule }] : [];
    });
    return groupedByKey(ids, rows, ({ at }) => at).map((found) =>
      found
        .map(({ rule }) => rule)
        .sort(ownFirst)
        .slice(0, MOST_RULES),
    );
  };

  page({ pollutantCode, averaging, on }: LimitRuleFilter, request: PageRequest): Promise<Page<LimitRule>> {
    const query = this.database.manager.createQueryBuilder(LimitRule, 'rule').where('1 = 1');
    if (pollutantCode) query.andWhere('rule.pollutantCode = :pollutantCode', { pollutantCode });
    if (averaging) query.andWhere('rule.averaging = :averaging', { averaging });
    if (on)
      query
        .andWhere('rule.effectiveFrom <= :on', { on })
        .andWhere('(rule.effectiveTo IS NULL OR rule.effectiveTo > :on)');
    return keysetPage(query, { property: 'pollutantCode', direction: 'ASC' }, request);
  }
}

function ownFirst(a: LimitRule, b: LimitRule): number {
  return Number(a.outletId === null) - Number(b.outletId === null) || (a.id < b.id ? -1 : 1);
}
