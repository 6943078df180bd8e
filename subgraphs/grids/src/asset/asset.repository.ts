import { In, IsNull } from 'typeorm';
import { keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { maySeePeople } from '@ecogrid/identity';
import { Asset, AssetIssue, type AssetKind } from './asset.entity.ts';

export class AssetRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Asset | null> = async (ids, { actor }) => {
    if (!maySeePeople(actor)) return ids.map(() => null);
    const rows = await this.database.manager.findBy(Asset, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  readonly openIssue: Batch<string, AssetIssue | null> = async (assetIds) => {
    const rows = await this.database.manager.findBy(AssetIssue, {
      assetId: In(assetIds),
      returnedOn: IsNull(),
    });
    return inKeyOrder(assetIds, rows, ({ assetId }) => assetId);
  };

  page(kind: AssetKind | undefined, request: PageRequest): Promise<Page<Asset>> {
    const query = this.database.manager.createQueryBuilder(Asset, 'asset');
    if (kind) query.where('asset.kind = :kind', { kind });
    return keysetPage(query, { property: 'code', direction: 'ASC' }, request);
  }
}
