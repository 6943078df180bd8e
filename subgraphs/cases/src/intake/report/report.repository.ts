import { In } from 'typeorm';
import {
  allOf,
  listingCount,
  listingCounts,
  listingPage,
  listingPages,
  nestedPageKey,
  nestedPages,
  placeholders,
  type CappedCount,
  type Database,
  type Listing,
  type PageRequest,
  type Run,
  type UncountedPage,
} from '@ecogrid/database';
import { groupedByKey, inKeyOrder, scopeCondition, type Batch } from '@ecogrid/subgraph';
import type { Actor, RowScope } from '@ecogrid/identity';
import { equalWhere, insideGrid, placesOf, runsOf, streetOf, type PlaceIndexes } from '../../kernel/index.ts';
import { Report, Review } from './report.entity.ts';
import { canReadReport, visibleReports } from './report.policy.ts';
import type { ReportState } from './report.vocabulary.ts';

export interface ReportFilter {
  readonly states?: ReadonlyArray<keyof typeof ReportState> | undefined;
  readonly within?: string | undefined;
  readonly channelCode?: string | undefined;
  /** Only reports of this person. */
  readonly reporterId?: string | undefined;
  readonly caseId?: string | undefined;
}

/** A list inside another thing, of which the filter names the thing. */
interface ReportListKey {
  readonly filter: ReportFilter;
  readonly page: PageRequest;
}

interface ReportCountKey {
  readonly filter: ReportFilter;
  readonly upTo: number;
}

const PLACES: PlaceIndexes = {
  zone: { table: 'report', stem: 'ix_report', id: 'id' },
  street: { table: 'report', stem: 'ix_report_street', column: 'street_code', id: 'id' },
  grid: { table: 'report', stem: 'ix_report_grid', column: 'grid_code', id: 'id' },
  reporter: { table: 'report', stem: 'ix_report_reporter', column: 'reporter_id', id: 'id' },
};
const RECEIVED = { word: 'received', column: 'received_at' };
const NEWEST_FIRST = { property: 'receivedAt', direction: 'DESC' } as const;
/** An outlet that exceeds all day raises many; the rest are found at the outlet. */
const EXCEEDANCES_SHOWN = 20;
const COLUMNS = { grid: 'item.grid_code', reporter: 'item.reporter_id' };

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

  /** Lists inside other things. */
  readonly pagesOf: Batch<ReportListKey, UncountedPage<Report>> = (keys, { actor }) =>
    listingPages(
      this.database.manager,
      keys.map(({ filter, page }) => ({ listing: reportListing(filter, visibleReports(actor)), ...page })),
    );

  readonly countsOf: Batch<ReportCountKey, CappedCount> = (keys, { actor }) =>
    listingCounts(
      this.database.manager,
      keys.map(({ filter, upTo }) => ({ listing: reportListing(filter, visibleReports(actor)), upTo })),
    );

  /** The newest exceedances of each case; the exceedance's own subgraph decides its readers. */
  readonly exceedancesOf: Batch<string, string[]> = async (caseIds) => {
    const { manager } = this.database;
    const keys = caseIds.map((id) => nestedPageKey(id, { first: EXCEEDANCES_SHOWN }));
    const pages = await nestedPages<Report>(manager, NEWEST_FIRST, keys, ({ parent }) =>
      manager
        .createQueryBuilder(Report, 'item')
        .where('item.caseId = :parent AND item.exceedanceId IS NOT NULL', { parent }),
    );
    return pages.map((page) =>
      page instanceof Error ? page : page.rows.map(({ exceedanceId }) => exceedanceId as string),
    );
  };

  page(filter: ReportFilter, actor: Actor, request: PageRequest): Promise<UncountedPage<Report>> {
    return listingPage(this.database.manager, reportListing(filter, visibleReports(actor)), request);
  }

  /** How many a list has, up to a bound. */
  count(filter: ReportFilter, actor: Actor, upTo: number): Promise<CappedCount> {
    return listingCount(this.database.manager, reportListing(filter, visibleReports(actor)), upTo);
  }

  find(id: string): Promise<Report | null> {
    return this.database.manager.findOneBy(Report, { id });
  }

  existing(id: string): Promise<Report> {
    return this.database.manager.findOneByOrFail(Report, { id });
  }

  ofExceedance(exceedanceId: string): Promise<Report | null> {
    return this.database.manager.findOneBy(Report, { exceedanceId });
  }

  async insert(report: Report): Promise<void> {
    await this.database.manager.insert(Report, { ...report, streetCode: streetOf(report.gridCode) });
  }

  async insertReview(review: Review): Promise<void> {
    await this.database.manager.insert(Review, { ...review });
  }

  /** @returns whether the report was still at the version. */
  async update(id: string, version: number, set: Partial<Report>): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      Report,
      { id, version },
      { ...set, ...(set.gridCode && { streetCode: streetOf(set.gridCode) }), version: version + 1 },
    );
    return affected === 1;
  }
}

/** How a list of reports is read: see `caseListing`, which does the same for cases. */
function reportListing(filter: ReportFilter, scope: RowScope): Listing<Report> {
  const { states, within, channelCode, reporterId, caseId } = filter;
  const listed = { entity: Report, order: NEWEST_FIRST } as const;
  const asked = [
    ...(within ? [insideGrid(within)] : []),
    ...equalWhere({ channel_code: channelCode, reporter_id: reporterId }),
  ];
  if (caseId !== undefined || reporterId !== undefined) {
    const [index, equal]: [string, Run['equal']] =
      caseId !== undefined
        ? ['ix_report_case', { case_id: caseId }]
        : ['ix_report_reporter_received', { reporter_id: reporterId as string }];
    const inStates = states?.length
      ? [{ text: `item.state IN (${placeholders(states)})`, values: states }]
      : [];
    const mostly = allOf([scopeCondition(scope, COLUMNS), ...inStates, ...asked]);
    return {
      ...listed,
      runs: [{ table: 'report', index, equal, sorted: RECEIVED.column, id: 'id', mostly }],
    };
  }
  return {
    ...listed,
    runs: runsOf(PLACES, placesOf(scope, within), states ?? [], RECEIVED),
    where: allOf([
      ...(within && scope.reporter !== null ? [insideGrid(within)] : []),
      ...equalWhere({ channel_code: channelCode }),
    ]),
  };
}
