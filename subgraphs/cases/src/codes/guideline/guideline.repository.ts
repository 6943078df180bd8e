import { In } from 'typeorm';
import { boundedLists, insertAlone, newId, type Database } from '@ecogrid/database';
import { groupedByKey, inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { inForce } from '../category/index.ts';
import { Guideline, GuidelineClause } from './guideline.entity.ts';

/** In force on a day. */
export const MOST_GUIDELINES = 200;
/** Of a guideline. */
export const MOST_CLAUSES = 500;

/** Guidelines: a small table that every actor may read. */
export class GuidelineRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Guideline | null> = async (ids) => {
    const rows = await this.database.manager.findBy(Guideline, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  /** Every version of the guidelines of these codes, the oldest first. */
  readonly ofCodes: Batch<string, Guideline[]> = async (codes) => {
    const rows = await this.database.manager.find(Guideline, {
      where: { code: In(codes) },
      order: { effectiveFrom: 'ASC' },
    });
    return groupedByKey(codes, rows, ({ code }) => code);
  };

  readonly clausesOf: Batch<string, GuidelineClause[]> = (guidelineIds) =>
    boundedLists(this.database.manager, GuidelineClause, guidelineIds, {
      of: 'guidelineId',
      by: ['number'],
      most: MOST_CLAUSES,
      keeps: 'FIRST',
    });

  latest(code: string): Promise<Guideline | null> {
    return this.database.manager.findOne(Guideline, { where: { code }, order: { effectiveFrom: 'DESC' } });
  }

  existing(id: string): Promise<Guideline> {
    return this.database.manager.findOneByOrFail(Guideline, { id });
  }

  async end(id: string, effectiveTo: string): Promise<void> {
    await this.database.manager.update(Guideline, { id }, { effectiveTo });
  }

  async insert(
    guideline: Guideline,
    clauses: ReadonlyArray<Pick<GuidelineClause, 'text' | 'textEn'>>,
  ): Promise<void> {
    const { manager } = this.database;
    await insertAlone(() => manager.insert(Guideline, { ...guideline }));
    const numbered = clauses.map(({ text, textEn }, index) => ({ text, textEn, number: index + 1 }));
    const rows = numbered.map((clause) => ({ ...clause, id: newId(), guidelineId: guideline.id }));
    await manager.insert(GuidelineClause, rows);
  }

  on(day: string): Promise<Guideline[]> {
    const order = { code: 'ASC', effectiveFrom: 'ASC' } as const;
    return this.database.manager.find(Guideline, { where: inForce(day), order, take: MOST_GUIDELINES });
  }
}
