import { In } from 'typeorm';
import { boundedLists, keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { inKeyOrder, scopeClause, type Batch } from '@ecogrid/subgraph';
import { LookBack } from './look-back.entity.ts';
import { canReadLookBack, visibleLookBacks } from './look-back.policy.ts';
import type { LookBackState } from './look-back.vocabulary.ts';

export interface LookBackFilter {
  readonly states?: ReadonlyArray<keyof typeof LookBackState> | undefined;
  readonly within?: string | undefined;
  /** A day, `YYYY-MM-DD`. */
  readonly dueTo?: string | undefined;
}

/** Of a case. */
export const MOST_LOOK_BACKS = 100;

/** A case has at most one that is DUE. */
export class LookBackRepository {
  constructor(private readonly database: Database) {}

  readonly ofCases: Batch<string, LookBack[]> = async (caseIds, { actor }) => {
    const lists = await boundedLists(this.database.manager, LookBack, caseIds, {
      of: 'caseId',
      by: ['id'],
      most: MOST_LOOK_BACKS,
      keeps: 'LAST',
    });
    return lists.map((own) => own.filter((row) => canReadLookBack(actor, row)));
  };

  readonly byId: Batch<string, LookBack | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(LookBack, { id: In(ids) });
    const shown = rows.filter((row) => canReadLookBack(actor, row));
    return inKeyOrder(ids, shown, ({ id }) => id);
  };

  page(
    { states, within, dueTo }: LookBackFilter,
    actor: Actor,
    request: PageRequest,
  ): Promise<Page<LookBack>> {
    const query = this.database.manager
      .createQueryBuilder(LookBack, 'item')
      .where(scopeClause(visibleLookBacks(actor), { grid: 'item.gridCode' }));
    if (states?.length) query.andWhere('item.state IN (:...states)', { states });
    if (within) query.andWhere('item.gridCode LIKE :within', { within: `${within}%` });
    if (dueTo) query.andWhere('item.dueOn <= :dueTo', { dueTo });
    return keysetPage(query, { property: 'dueOn', direction: 'ASC' }, request);
  }

  due(caseId: string): Promise<LookBack> {
    return this.database.manager.findOneByOrFail(LookBack, { caseId, state: 'DUE' });
  }

  async insert(row: LookBack): Promise<void> {
    await this.database.manager.insert(LookBack, { ...row });
  }

  /** Its case was moved. */
  async relocate(caseId: string, gridCode: string): Promise<void> {
    await this.database.manager.update(LookBack, { caseId }, { gridCode });
  }

  async record(id: string, set: Partial<LookBack>): Promise<void> {
    await this.database.manager.update(LookBack, { id }, set);
  }
}
