import { In } from 'typeorm';
import { keysetPage, nestedPages, type Database, type Page, type PageRequest } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Case } from '../../case/index.ts';
import { Inspection } from './inspection.entity.ts';
import { PopulationMember } from './population-member.entity.ts';
import { maySeePostSupervision } from './post-supervision.policy.ts';
import { PostSupervisionSample } from './sample.entity.ts';

/** The closed cases that a sample is drawn from. */
export interface Population {
  readonly from: Date;
  readonly before: Date;
  readonly within: string | undefined;
  readonly categoryCode: string | undefined;
}

export type PopulationCase = Pick<Case, 'id' | 'gridCode' | 'categoryCode'>;

/** Rows of one statement: SQLite binds at most 32,766 values. */
const CHUNK = 500;

export class SampleRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, PostSupervisionSample | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(PostSupervisionSample, { id: In(ids) });
    return inKeyOrder(ids, maySeePostSupervision(actor) ? rows : [], ({ id }) => id);
  };

  /** By the places that the seed gives. Only asked of samples that the actor was shown. */
  readonly populationOf: Batch<string, Page<PopulationMember>> = (keys) =>
    nestedPages(this.database.manager, { property: 'digest', direction: 'ASC' }, keys, ({ parent }) =>
      this.database.manager
        .createQueryBuilder(PopulationMember, 'item')
        .where('item.sampleId = :parent', { parent }),
    );

  page(request: PageRequest): Promise<Page<PostSupervisionSample>> {
    const query = this.database.manager.createQueryBuilder(PostSupervisionSample, 'item');
    return keysetPage(query.where('1 = 1'), { property: 'drawnAt', direction: 'DESC' }, request);
  }

  /** Cases that are closed now, were closed in the period, and await no inspection already. */
  population({ from, before, within, categoryCode }: Population, limit: number): Promise<PopulationCase[]> {
    const query = this.database.manager
      .createQueryBuilder(Case, 'item')
      .select(['item.id', 'item.gridCode', 'item.categoryCode'])
      .where('item.closedAt >= :from AND item.closedAt < :before', { from, before })
      .andWhere("item.state = 'CLOSED'");
    const awaited = query.subQuery().select('1').from(Inspection, 'due');
    awaited.where("due.caseId = item.id AND due.state = 'DUE'");
    query.andWhere(`NOT EXISTS ${awaited.getQuery()}`);
    if (within) query.andWhere('item.gridCode LIKE :within', { within: `${within}%` });
    if (categoryCode) query.andWhere('item.categoryCode = :categoryCode', { categoryCode });
    return query.orderBy('item.id', 'ASC').take(limit).getMany();
  }

  async insert(sample: PostSupervisionSample, population: readonly PopulationMember[]): Promise<void> {
    const { manager } = this.database;
    await manager.insert(PostSupervisionSample, { ...sample });
    for (let at = 0; at < population.length; at += CHUNK)
      await manager.insert(PopulationMember, population.slice(at, at + CHUNK));
  }
}
