import { In } from 'typeorm';
import {
  boundedLists,
  insertAlone,
  keysetPage,
  type Database,
  type Page,
  type PageRequest,
} from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Organization, type OrganizationKind } from './organization.entity.ts';

/** Of one organization; `organizations` pages through more. */
export const MOST_CHILDREN = 200;

export class OrganizationRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Organization | null> = async (ids) => {
    const rows = await this.database.manager.findBy(Organization, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  readonly byCode: Batch<string, Organization | null> = async (codes) => {
    const rows = await this.database.manager.findBy(Organization, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  readonly childrenOf: Batch<string, Organization[]> = (codes) =>
    boundedLists(this.database.manager, Organization, codes, {
      of: 'parentCode',
      by: ['code'],
      most: MOST_CHILDREN,
      keeps: 'FIRST',
    });

  find(code: string): Promise<Organization | null> {
    return this.database.manager.findOneBy(Organization, { code });
  }

  existing(id: string): Promise<Organization> {
    return this.database.manager.findOneByOrFail(Organization, { id });
  }

  async insert(organization: Organization): Promise<void> {
    await insertAlone(() => this.database.manager.insert(Organization, { ...organization }));
  }

  page(kind: OrganizationKind | undefined, request: PageRequest): Promise<Page<Organization>> {
    const query = this.database.manager.createQueryBuilder(Organization, 'organization');
    if (kind) query.where('organization.kind = :kind', { kind });
    return keysetPage(query, { property: 'code', direction: 'ASC' }, request);
  }
}
