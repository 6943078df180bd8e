import { In } from 'typeorm';
import { keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import { groupedByKey, inKeyOrder, type Batch } from '@ecogrid/subgraph';
import type { Actor } from '@ecogrid/identity';
import { nestedPage, pagesByKey, type NestedPage } from '../paging/index.ts';
import { scopeClause } from '../visibility/index.ts';
import { Report, Review } from './report.entity.ts';
import { canReadReport, visibleReports } from './report.policy.ts';
import type { ReportState } from './report.vocabulary.ts';

export interface ReportFilter {
  readonly states?: ReadonlyArray<keyof typeof ReportState> | undefined;
  readonly within?: string | undefined;
  readonly channelCode?: string | undefined;
}

const NEWEST_FIRST = { property: 'receivedAt', direction: 'DESC' } as const;
/** An outlet that exceeds all day raises many; the rest are found at the outlet. */
const EXCEEDANCES_SHOWN = 20;
const COLUMNS = { grid: 'item.gridCode', reporter: 'item.reporterId' };

export class ReportRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Report | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(Report, { id: In(ids) });
    return inKeyOrder(
      ids,
      rows.filter((row) => canReadReport(actor, row)),
      ({ id }) => id,
    );
  };

  readonly reviewsOf: Batch<string, Review[]> = async (reportIds) => {
    const rows = await this.database.manager.find(Review, {
      where: { reportId: In(reportIds) },
      order: { sequence: 'ASC' },
    });
    return groupedByKey(reportIds, rows, ({ reportId }) => reportId);
  };

  readonly ofCases: Batch<NestedPage, Page<Report>> = nestedPage((keys, request, { actor }) => {
    const { manager } = this.database;
    const query = (ids: readonly string[]) =>
      this.visible(actor).andWhere('item.caseId IN (:...ids)', { ids });
    const keyOf = ({ caseId }: Report): string | null => caseId;
    const list = { manager, entity: Report, query, partition: 'item.caseId', keyOf, order: NEWEST_FIRST };
    return pagesByKey(keys, list, request);
  });

  /** The newest exceedances of each case; the exceedance's own subgraph says who may read it. */
  readonly exceedancesOf: Batch<string, string[]> = async (caseIds) => {
    const { manager } = this.database;
    const query = (ids: readonly string[]) =>
      manager
        .createQueryBuilder(Report, 'item')
        .where('item.caseId IN (:...ids) AND item.exceedanceId IS NOT NULL', { ids });
    const keyOf = ({ caseId }: Report): string | null => caseId;
    const list = { manager, entity: Report, query, partition: 'item.caseId', keyOf, order: NEWEST_FIRST };
    const pages = await pagesByKey(caseIds, list, { first: EXCEEDANCES_SHOWN });
    return pages.map(({ rows }) => rows.map(({ exceedanceId }) => exceedanceId as string));
  };

  page(
    { states, within, channelCode }: ReportFilter,
    actor: Actor,
    request: PageRequest,
  ): Promise<Page<Report>> {
    const query = this.visible(actor);
    if (states?.length) query.andWhere('item.state IN (:...states)', { states });
    if (within) query.andWhere('item.gridCode LIKE :within', { within: `${within}%` });
    if (channelCode) query.andWhere('item.channelCode = :channelCode', { channelCode });
    return keysetPage(query, NEWEST_FIRST, request);
  }

  find(id: string): Promise<Report | null> {
    return this.database.manager.findOneBy(Report, { id });
  }

  ofExceedance(exceedanceId: string): Promise<Report | null> {
    return this.database.manager.findOneBy(Report, { exceedanceId });
  }

  async insert(report: Report): Promise<void> {
    await this.database.manager.insert(Report, { ...report });
  }

  async insertReview(review: Review): Promise<void> {
    await this.database.manager.insert(Review, { ...review });
  }

  /** @returns whether the report was still at the version. */
  async update(id: string, version: number, set: Partial<Report>): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      Report,
      { id, version },
      { ...set, version: version + 1 },
    );
    return affected === 1;
  }

  private visible(actor: Actor) {
    const query = this.database.manager.createQueryBuilder(Report, 'item');
    return query.where(scopeClause(visibleReports(actor), COLUMNS));
  }
}
