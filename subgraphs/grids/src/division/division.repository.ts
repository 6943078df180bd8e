import { In, IsNull } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { groupedByKey, inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Division, type DivisionLevel } from './division.entity.ts';

export class DivisionRepository {
  constructor(private readonly database: Database) {}

  readonly byCode: Batch<string, Division | null> = async (codes) => {
    const rows = await this.database.manager.findBy(Division, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  readonly childrenOf: Batch<string, Division[]> = async (codes) => {
    const rows = await this.database.manager.find(Division, {
      where: { parentCode: In(codes) },
      order: { code: 'ASC' },
    });
    return groupedByKey(codes, rows, ({ parentCode }) => parentCode ?? '');
  };

  /** The divisions of a level, or those without a parent. */
  list(level: DivisionLevel | undefined): Promise<Division[]> {
    const where = level ? { level } : { parentCode: IsNull() };
    return this.database.manager.find(Division, { where, order: { code: 'ASC' } });
  }
}
