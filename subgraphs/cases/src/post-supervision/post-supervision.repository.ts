import { In, IsNull } from 'typeorm';
import { keysetPage, nestedPages, type Database, type Page, type PageRequest } from '@ecogrid/database';
import { groupedByKey, inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Case } from '../case/index.ts';
import { PostSupervisionDraw } from './draw.entity.ts';
import { Inspection } from './inspection.entity.ts';
import { maySeePostSupervision } from './post-supervision.policy.ts';
import type { InspectionState } from './post-supervision.vocabulary.ts';

export interface Population {
  readonly from: Date;
  readonly before: Date;
  readonly within?: string | undefined;
  readonly categoryCode?: string | undefined;
}

/** Rows of one statement: SQLite binds at most 32,766 values. */
const CHUNK = 500;
const BY_PLACE = { property: 'digest', direction: 'ASC' } as const;

export class PostSupervisionRepository {
  constructor(private readonly database: Database) {}

  readonly drawById: Batch<string, PostSupervisionDraw | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(PostSupervisionDraw, { id: In(ids) });
    return inKeyOrder(ids, maySeePostSupervision(actor) ? rows : [], ({ id }) => id);
  };

  readonly inspectionById: Batch<string, Inspection | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(Inspection, { id: In(ids) });
    return inKeyOrder(ids, maySeePostSupervision(actor) ? rows : [], ({ id }) => id);
  };

  /** Only asked of draws that the actor was shown. */
  readonly populationOf: Batch<string, Page<Inspection>> = (keys) => this.nested(keys, '1 = 1');
  readonly sampleOf: Batch<string, Page<Inspection>> = (keys) => this.nested(keys, 'item.isSampled = :yes');

  readonly ofCases: Batch<string, Inspection[]> = async (caseIds, { actor }) => {
    const where = { caseId: In(caseIds), isSampled: true };
    const rows = await this.database.manager.find(Inspection, { where, order: { id: 'ASC' } });
    return groupedByKey(caseIds, maySeePostSupervision(actor) ? rows : [], ({ caseId }) => caseId);
  };

  draws(request: PageRequest): Promise<Page<PostSupervisionDraw>> {
    const query = this.database.manager.createQueryBuilder(PostSupervisionDraw, 'item').where('1 = 1');
    return keysetPage(query, { property: 'drawnAt', direction: 'DESC' }, request);
  }

  /** What was drawn, the oldest first: the worklist of the group. */
  worklist(
    state: keyof typeof InspectionState | undefined,
    request: PageRequest,
  ): Promise<Page<Inspection>> {
    const query = this.database.manager
      .createQueryBuilder(Inspection, 'item')
      .where(state ? 'item.state = :state' : 'item.state IS NOT NULL', { state });
    return keysetPage(query, { property: 'drawnAt', direction: 'ASC' }, request);
  }

  /** Cases that are closed now, were closed in the period, and await no inspection already. */
  closedCases({ from, before, within, categoryCode }: Population, limit: number): Promise<Case[]> {
    const query = this.database.manager
      .createQueryBuilder(Case, 'item')
      .where('item.state = :state AND item.closedAt >= :from AND item.closedAt < :before', {
        ...{ state: 'CLOSED', from, before },
      })
      .andWhere('item.inspectionDueId IS NULL');
    if (within) query.andWhere('item.gridCode LIKE :within', { within: `${within}%` });
    if (categoryCode) query.andWhere('item.categoryCode = :categoryCode', { categoryCode });
    return query.orderBy('item.id', 'ASC').take(limit).getMany();
  }

  async insert(draw: PostSupervisionDraw, cases: readonly Inspection[]): Promise<void> {
    const { manager } = this.database;
    await manager.insert(PostSupervisionDraw, { ...draw });
    for (let at = 0; at < cases.length; at += CHUNK)
      await manager.insert(
        Inspection,
        cases.slice(at, at + CHUNK).map((each) => ({ ...each })),
      );
  }

  async record(id: string, set: Partial<Inspection>): Promise<void> {
    await this.database.manager.update(Inspection, { id, recordedAt: IsNull() }, set);
  }

  private nested(keys: readonly string[], which: string): Promise<Array<Page<Inspection> | Error>> {
    const { manager } = this.database;
    return nestedPages<Inspection>(manager, BY_PLACE, keys, ({ parent }) =>
      manager
        .createQueryBuilder(Inspection, 'item')
        .where(`item.drawId = :parent AND ${which}`, { parent, yes: true }),
    );
  }
}
