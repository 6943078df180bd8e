import { In } from 'typeorm';
import {
  boundedLists,
  insertAlone,
  keysetPage,
  type Database,
  type Page,
  type PageRequest,
} from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Organization, type OrganizationKind } from './organization.entity.ts';

/** Of one organization; `organizations` pages through more. */
export const MOST_CHILDREN = 200;
/** Organizations above each other. */
const MOST_LEVELS = 20;

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

  /** The codes of an organization and of those above it, from the bottom; empty when there is none. */
  async lineOf(code: string): Promise<string[]> {
    const line: string[] = [];
    for (
      let next: string | null = code;
      next !== null && !line.includes(next) && line.length < MOST_LEVELS;
    ) {
      const found: Organization | null = await this.find(next);
      if (found) line.push(found.code);
      next = found?.parentCode ?? null;
    }
    return line;
  }

  existing(id: string): Promise<Organization> {
    return this.database.manager.findOneByOrFail(Organization, { id });
  }

  async insert(organization: Organization): Promise<void> {
    await insertAlone(() => this.database.manager.insert(Organization, { ...organization }));
  }

  /** @throws EcoGridError VERSION_STALE when it changed meanwhile. */
  async change({ id, ...set }: Organization, expected: number): Promise<void> {
    const { affected } = await this.database.manager.update(Organization, { id, version: expected }, set);
    if (affected === 1) return;
    const { version: actual } = await this.existing(id);
    throw new EcoGridError('VERSION_STALE', { thing: 'organization', expected, actual });
  }

  page(kind: OrganizationKind | undefined, request: PageRequest): Promise<Page<Organization>> {
    const query = this.database.manager.createQueryBuilder(Organization, 'organization');
    if (kind) query.where('organization.kind = :kind', { kind });
    return keysetPage(query, { property: 'code', direction: 'ASC' }, request);
  }
}
