import { In, IsNull } from 'typeorm';
import { boundedLists, insertAlone, type Database } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Division, type DivisionLevel } from './division.entity.ts';

/** Inside a division. */
export const MOST_CHILDREN = 1_000;
/** Of a level. */
export const MOST_DIVISIONS = 2_000;

export class DivisionRepository {
  constructor(private readonly database: Database) {}

  readonly byCode: Batch<string, Division | null> = async (codes) => {
    const rows = await this.database.manager.findBy(Division, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  readonly childrenOf: Batch<string, Division[]> = (codes) =>
    boundedLists(this.database.manager, Division, codes, {
      of: 'parentCode',
      by: ['code'],
      most: MOST_CHILDREN,
      keeps: 'FIRST',
    });

  find(code: string): Promise<Division | null> {
    return this.database.manager.findOneBy(Division, { code });
  }

  async insert(division: Division): Promise<void> {
    await insertAlone(() => this.database.manager.insert(Division, { ...division }));
  }

  /** The divisions of a level, or those without a parent. */
  list(level: DivisionLevel | undefined): Promise<Division[]> {
    const where = level ? { level } : { parentCode: IsNull() };
    return this.database.manager.find(Division, { where, order: { code: 'ASC' }, take: MOST_DIVISIONS });
  }
}
