import { In } from 'typeorm';
import { keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { groupedByKey, inKeyOrder, scopeClause, type Batch } from '@ecogrid/subgraph';
import { canReadSite, visibleTo } from '../site/index.ts';
import { Camera, type CameraPurpose } from './camera.entity.ts';

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
    const where = { enterpriseId: In(ids) };
    const rows = await this.database.manager.find(Camera, { where, order: { code: 'ASC' } });
    return groupedByKey(
      ids,
      rows.filter((row) => canReadSite(actor, row)),
      ({ enterpriseId }) => enterpriseId,
    );
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
