import { In } from 'typeorm';
import { boundedLists, keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { inKeyOrder, scopeClause, type Batch } from '@ecogrid/subgraph';
import { canReadSite, visibleTo } from '../site/index.ts';
import { Camera, type CameraPurpose } from './camera.entity.ts';

/** Of an enterprise; `cameras` pages through more. */
export const MOST_CAMERAS = 200;

export class CameraRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Camera | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(Camera, { id: In(ids) });
    return inKeyOrder(
      ids,
      rows.filter((row) => canReadSite(actor, row)),
      ({ id }) => id,
    );
  };

  readonly ofEnterprise: Batch<string, Camera[]> = async (ids, { actor }) => {
    const lists = await boundedLists(this.database.manager, Camera, ids, {
      of: 'enterpriseId',
      by: ['code', 'id'],
      most: MOST_CAMERAS,
      keeps: 'FIRST',
    });
    return lists.map((own) => own.filter((row) => canReadSite(actor, row)));
  };

  page(actor: Actor, purpose: CameraPurpose | undefined, request: PageRequest): Promise<Page<Camera>> {
    const columns = { grid: 'camera.gridCode', enterprise: 'camera.enterpriseCode' };
    const query = this.database.manager
      .createQueryBuilder(Camera, 'camera')
      .where(scopeClause(visibleTo(actor), columns));
    if (purpose) query.andWhere('camera.purpose = :purpose', { purpose });
    return keysetPage(query, { property: 'code', direction: 'ASC' }, request);
  }
}
