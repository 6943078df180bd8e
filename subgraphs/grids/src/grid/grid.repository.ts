import { In } from 'typeorm';
import { boundedLists, keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import { territoriesAmong } from '@ecogrid/territory';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Grid } from './grid.entity.ts';

export interface GridFilter {
  readonly level?: number | undefined;
  /** Only grids inside the grid of this code, itself included. */
  readonly within?: string | undefined;
}

/** Of one grid; `grids(within:)` pages through more. */
export const MOST_CHILDREN = 200;

export class GridRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Grid | null> = async (ids) => {
    const rows = await this.database.manager.findBy(Grid, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  readonly byCode: Batch<string, Grid | null> = async (codes) => {
    const rows = await this.database.manager.findBy(Grid, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  readonly areTerritories: Batch<string, boolean> = async (codes) => {
    const known = await territoriesAmong(this.database.manager, Grid, codes);
    return codes.map((code) => known.has(code));
  };

  readonly childrenOf: Batch<string, Grid[]> = (codes) =>
    boundedLists(this.database.manager, Grid, codes, {
      of: 'parentCode',
      by: ['code'],
      most: MOST_CHILDREN,
      keeps: 'FIRST',
    });

  page({ level, within }: GridFilter, request: PageRequest): Promise<Page<Grid>> {
    const query = this.database.manager.createQueryBuilder(Grid, 'grid').where('1 = 1');
    if (level) query.andWhere('grid.level = :level', { level });
    if (within) query.andWhere('grid.code LIKE :within', { within: `${within}%` });
    return keysetPage(query, { property: 'code', direction: 'ASC' }, request);
  }

  find(code: string): Promise<Grid | null> {
    return this.database.manager.findOneBy(Grid, { code });
  }

  exists(code: string): Promise<boolean> {
    return this.database.manager.existsBy(Grid, { code });
  }

  /** Another text once a grid is added or changed, in any process. */
  async stamp(): Promise<string> {
    const { count, versions } = (await this.database.manager
      .createQueryBuilder(Grid, 'grid')
      .select('COUNT(*)', 'count')
      .addSelect('SUM(grid.version)', 'versions')
      .getRawOne<{ count: unknown; versions: unknown }>()) ?? { count: 0, versions: 0 };
    return `${String(count)} ${String(versions)}`;
  }

  all(): Promise<Grid[]> {
    return this.database.manager.find(Grid);
  }
}
