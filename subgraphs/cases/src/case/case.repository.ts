import { In, Not, type SelectQueryBuilder } from 'typeorm';
import {
  keysetPage,
  nestedPages,
  type Database,
  type Page,
  type PageRequest,
  type SortOrder,
} from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import type { Actor } from '@ecogrid/identity';
import { scopeClause } from '../visibility/index.ts';
import { CaseCounter, CaseParty } from './case-party.entity.ts';
import { Case } from './case.entity.ts';
import { ENDED_STATES } from './case.workflow.ts';
import { canReadCase, maySeeHistory, visibleCases } from './case.policy.ts';
import type { CaseOrder, CaseState } from './case.vocabulary.ts';

export interface CaseFilter {
  readonly states?: ReadonlyArray<keyof typeof CaseState> | undefined;
  readonly within?: string | undefined;
  readonly categoryCode?: string | undefined;
  readonly organizationCode?: string | undefined;
  readonly isOverdue?: boolean | undefined;
  readonly dueBefore?: Date | undefined;
  readonly text?: string | undefined;
  readonly now: Date;
}

const PARTY = 'SELECT party.case_id FROM case_party party WHERE party.organization_code =';
const COLUMNS = {
  grid: 'item.gridCode',
  organization: `item.id IN (${PARTY} :scopeOrganization)`,
  enterprise: 'item.enterpriseCode',
};
/** The code of nobody: a filter that finds nothing. */
const NO_ORGANIZATION = '-';
const ORDERS: Readonly<Record<keyof typeof CaseOrder, SortOrder<Case>>> = {
  CREATED_AT: { property: 'createdAt', direction: 'DESC' },
  DUE_AT: { property: 'dueOrder', direction: 'ASC' },
};

export class CaseRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Case | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(Case, { id: In(ids) });
    return inKeyOrder(
      ids,
      rows.filter((row) => canReadCase(actor, row)),
      ({ id }) => id,
    );
  };

  readonly ofEnterprises = this.nested('item.enterpriseId = :parent');
  readonly ofOutlets = this.nested('item.outletId = :parent');
  /** By grid, everything inside it included. */
  readonly ofGrids = this.nested('item.gridCode LIKE :inside');

  /** The newest case of an outlet that still takes reports. */
  readonly openOfOutlets: Batch<string, Case | null> = async (outletIds, { actor }) => {
    const where = { outletId: In(outletIds), state: Not(In([...ENDED_STATES])) };
    const rows = await this.database.manager.find(Case, { where, order: { createdAt: 'ASC', id: 'ASC' } });
    return inKeyOrder(
      outletIds,
      rows.filter((row) => canReadCase(actor, row)),
      ({ outletId }) => outletId as string,
    );
  };

  page(
    filter: CaseFilter,
    order: keyof typeof CaseOrder,
    actor: Actor,
    request: PageRequest,
  ): Promise<Page<Case>> {
    return keysetPage(narrowed(this.visible(actor), permitted(filter, actor)), ORDERS[order], request);
  }

  async byNumber(number: string, actor: Actor): Promise<Case | null> {
    const found = await this.database.manager.findOneBy(Case, { number });
    return found && canReadCase(actor, found) ? found : null;
  }

  find(id: string): Promise<Case | null> {
    return this.database.manager.findOneBy(Case, { id });
  }

  /** The standing case of an outlet and a pollutant, to which a further exceedance belongs. */
  standing(outletId: string, pollutantCode: string): Promise<Case | null> {
    const where = { outletId, pollutantCode, state: Not(In([...ENDED_STATES])) };
    return this.database.manager.findOne(Case, { where, order: { createdAt: 'DESC' } });
  }

  async insert(row: Case): Promise<void> {
    await this.database.manager.insert(Case, { ...row });
  }

  /** @returns whether the case was still at the version. */
  async update(id: string, version: number, set: Partial<Case>): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      Case,
      { id, version },
      { ...set, version: version + 1 },
    );
    return affected === 1;
  }

  /** Counts open tickets up or down in place. @returns the case as it is after that. */
  async countTickets(id: string, difference: number): Promise<Case> {
    await this.database.manager.increment(Case, { id }, 'openTickets', difference);
    return this.database.manager.findOneByOrFail(Case, { id });
  }

  async addParties(caseId: string, organizationCodes: readonly string[]): Promise<void> {
    const rows = organizationCodes.map((organizationCode) => ({ caseId, organizationCode }));
    await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(CaseParty)
      .values(rows)
      .orIgnore()
      .execute();
  }

  /** The next number of a year and division; the counter's row is locked until the transaction ends. */
  async nextCount(scope: string): Promise<number> {
    const { manager } = this.database;
    await manager
      .createQueryBuilder()
      .insert()
      .into(CaseCounter)
      .values({ scope, last: 0 })
      .orIgnore()
      .execute();
    await manager.increment(CaseCounter, { scope }, 'last', 1);
    return (await manager.findOneByOrFail(CaseCounter, { scope })).last;
  }

  private visible(actor: Actor): SelectQueryBuilder<Case> {
    return this.database.manager
      .createQueryBuilder(Case, 'item')
      .where(scopeClause(visibleCases(actor), COLUMNS));
  }

  private nested(belonging: string): Batch<string, Page<Case>> {
    return (keys, { actor }) =>
      nestedPages(this.database.manager, ORDERS.CREATED_AT, keys, ({ parent }) =>
        this.visible(actor).andWhere(belonging, { parent, inside: `${parent}%` }),
      );
  }
}

/** Asking by organization tells who handles a case: only for those who may see its tickets. Others find none. */
function permitted(filter: CaseFilter, actor: Actor): CaseFilter {
  const { organizationCode } = filter;
  if (!organizationCode || maySeeHistory(actor) || organizationCode === actor.organizationCode) return filter;
  return { ...filter, organizationCode: NO_ORGANIZATION };
}

function narrowed(query: SelectQueryBuilder<Case>, filter: CaseFilter): SelectQueryBuilder<Case> {
  const { states, within, categoryCode, organizationCode, isOverdue, dueBefore, text, now } = filter;
  if (states?.length) query.andWhere('item.state IN (:...states)', { states });
  if (within) query.andWhere('item.gridCode LIKE :within', { within: `${within}%` });
  if (categoryCode) query.andWhere('item.categoryCode = :categoryCode', { categoryCode });
  if (organizationCode) query.andWhere(`item.id IN (${PARTY} :organizationCode)`, { organizationCode });
  if (isOverdue === true) query.andWhere('item.dueOrder < COALESCE(item.closedAt, :now)', { now });
  if (isOverdue === false) query.andWhere('item.dueOrder >= COALESCE(item.closedAt, :now)', { now });
  if (dueBefore) query.andWhere('item.dueOrder < :dueBefore', { dueBefore });
  if (text) {
    const literal = `%${text.replaceAll(/[!%_]/g, '!$&')}%`;
    const searched = ['number', 'title', 'objectName', 'description'].map(
      (name) => `item.${name} LIKE :text ESCAPE '!'`,
    );
    query.andWhere(`(${searched.join(' OR ')})`, { text: literal });
  }
  return query;
}
