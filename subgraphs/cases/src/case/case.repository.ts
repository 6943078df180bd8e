import { In, Not } from 'typeorm';
import {
  RawRows,
  listingCount,
  listingCounts,
  listingPage,
  listingPages,
  placeholders,
  type CappedCount,
  type Database,
  type Listing,
  type PageRequest,
  type UncountedPage,
} from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import type { Actor } from '@ecogrid/identity';
import { Category } from '../codes/index.ts';
import { Report } from '../intake/index.ts';
import type { CaseSearch, Searched } from './search/index.ts';
import { CaseCounter, CaseParty } from './case-party.entity.ts';
import { Case } from './case.entity.ts';
import { caseListing, type CaseFilter } from './case.listing.ts';
import { type CaseOrder, ENDED_STATES } from './workflow/index.ts';
import { canReadCase, visibleCases } from './case.policy.ts';

/** A case with all that are merged into it, and of their reports the one that came in first. */
const FIRST_REPORT = `
  WITH RECURSIVE matter (id) AS (
    SELECT id FROM supervision_case WHERE id = ?
    UNION
    SELECT merged.id FROM supervision_case merged JOIN matter ON merged.merged_into_id = matter.id
  )
  SELECT report.id AS id, report.reporter_id AS reporterId FROM report JOIN matter ON report.case_id = matter.id
  ORDER BY report.received_at, report.id LIMIT 1`;
/** The searched fields of a case: a change of them updates the index of words. */
const SEARCHED: ReadonlyArray<keyof Searched> = [
  'number',
  'title',
  'summary',
  'objectName',
  'enterpriseCode',
];

/** The filters of the desk. */
export type CaseWish = Omit<CaseFilter, 'tokens'> & { readonly text?: string | undefined };

/** A list inside another thing, of which the wish names the thing. */
export interface CaseListKey {
  readonly wish: CaseWish;
  readonly order: keyof typeof CaseOrder;
  readonly page: PageRequest;
}

export interface CaseCountKey extends Omit<CaseListKey, 'page'> {
  readonly upTo: number;
}

export class CaseRepository {
  constructor(
    private readonly database: Database,
    private readonly search: CaseSearch,
  ) {}

  readonly byId: Batch<string, Case | null> = async (ids, { actor }) => {
    const { manager } = this.database;
    const rows = await RawRows.of(manager.connection, Case).select(
      manager,
      `WHERE item.id IN (${placeholders(ids)})`,
      ids,
    );
    return inKeyOrder(
      ids,
      rows.filter((row) => canReadCase(actor, row)),
      ({ id }) => id,
    );
  };

  /** Lists inside other things. */
  readonly pagesOf: Batch<CaseListKey, UncountedPage<Case>> = async (keys, { actor }) => {
    const listings = await this.listings(keys, actor);
    const { manager } = this.database;
    return listingPages(
      manager,
      listings.map((listing, index) => ({ listing, ...(keys[index] as CaseListKey).page })),
    );
  };

  readonly countsOf: Batch<CaseCountKey, CappedCount> = async (keys, { actor }) => {
    const listings = await this.listings(keys, actor);
    const { manager } = this.database;
    return listingCounts(
      manager,
      listings.map((listing, index) => ({ listing, upTo: (keys[index] as CaseCountKey).upTo })),
    );
  };

  /** The newest case of an outlet that still takes reports. */
  readonly openOfOutlets: Batch<string, Case | null> = async (outletIds, { actor }) => {
    const where = { outletId: In(outletIds), state: Not(In([...ENDED_STATES])) };
    const rows = await this.database.manager.find(Case, { where, order: { createdAt: 'ASC', id: 'ASC' } });
    return inKeyOrder(
      outletIds,
      rows.filter((row) => canReadCase(actor, row)),
      ({ outletId }) => outletId as string,
    );
  };

  /** @throws EcoGridError INPUT_INVALID when nothing of the text can be searched for, CURSOR_INVALID. */
  async page(
    wish: CaseWish,
    order: keyof typeof CaseOrder,
    actor: Actor,
    request: PageRequest,
  ): Promise<UncountedPage<Case>> {
    return listingPage(this.database.manager, await this.listing(wish, order, actor), request);
  }

  /** How many a list has, up to a bound. */
  async count(
    wish: CaseWish,
    order: keyof typeof CaseOrder,
    actor: Actor,
    upTo: number,
  ): Promise<CappedCount> {
    return listingCount(this.database.manager, await this.listing(wish, order, actor), upTo);
  }

  async byNumber(number: string, actor: Actor): Promise<Case | null> {
    const found = await this.database.manager.findOneBy(Case, { number });
    return found && canReadCase(actor, found) ? found : null;
  }

  find(id: string): Promise<Case | null> {
    return this.database.manager.findOneBy(Case, { id });
  }

  /** A case with its category, in one statement; the category is null while none is set. */
  async withCategory(id: string): Promise<{ subject: Case; category: Category | null } | null> {
    const found = await this.database.manager
      .createQueryBuilder(Case, 'item')
      .leftJoinAndMapOne('item.loadedCategory', Category, 'category', 'category.code = item.categoryCode')
      .where('item.id = :id', { id })
      .getOne();
    if (!found) return null;
    const { loadedCategory, ...subject } = found as Case & { loadedCategory?: Category | null };
    return { subject: Object.assign(new Case(), subject), category: loadedCategory ?? null };
  }

  existing(id: string): Promise<Case> {
    return this.database.manager.findOneByOrFail(Case, { id });
  }

  /** The first report of the whole matter: of the case and of those merged into it. */
  async firstReportOf(id: string): Promise<Pick<Report, 'id' | 'reporterId'>> {
    const { manager } = this.database;
    const [first] = await manager.query<Array<Pick<Report, 'id' | 'reporterId'>>>(FIRST_REPORT, [id]);
    if (!first) throw new Error(`case ${id} has no report`);
    return first;
  }

  /** The credit of the case. It is no change that readers must see before their next step, so the version stays. */
  async credit(id: string, set: Pick<Case, 'firstReportId' | 'reporterId'>): Promise<void> {
    await this.database.manager.update(Case, { id }, set);
  }

  /** When the matter of a case was first observed; null of a case that does not exist. */
  async observedAt(caseId: string): Promise<Date | null> {
    const first = await this.database.manager
      .createQueryBuilder(Report, 'report')
      .innerJoin(Case, 'item', 'item.firstReportId = report.id')
      .where('item.id = :caseId', { caseId })
      .getOne();
    return first?.observedAt ?? null;
  }

  /** The cases that are merged into a case, the oldest first. */
  mergedInto(id: string): Promise<Case[]> {
    const where = { mergedIntoId: id, state: 'MERGED' } as const;
    return this.database.manager.find(Case, { where, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  some(ids: readonly string[]): Promise<Case[]> {
    return this.database.manager.findBy(Case, { id: In(ids) });
  }

  /** The open cases about an object of the register, the oldest first. */
  openOfObject(supervisedObjectId: string): Promise<Case[]> {
    const where = { supervisedObjectId, state: Not(In([...ENDED_STATES])) };
    return this.database.manager.find(Case, { where, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** The standing case of an outlet and a pollutant, to which a further exceedance belongs. */
  standing(outletId: string, pollutantCode: string): Promise<Case | null> {
    const where = { outletId, pollutantCode, state: Not(In([...ENDED_STATES])) };
    return this.database.manager.findOne(Case, { where, order: { createdAt: 'DESC' } });
  }

  /** The case of an outlet and a pollutant that was closed last. */
  lastClosed(outletId: string, pollutantCode: string): Promise<Case | null> {
    const where = { outletId, pollutantCode, state: In(['CLOSED', 'LOOKBACK'] as const) };
    return this.database.manager.findOne(Case, { where, order: { createdAt: 'DESC' } });
  }

  async insert(row: Case): Promise<void> {
    await this.database.manager.insert(Case, { ...row });
    await this.search.add(row.id, row);
  }

  /** @returns whether the case was still at the version. */
  async update(
    id: string,
    version: number,
    set: Partial<Case>,
    { before, openedTickets = 0 }: { readonly before: Case; readonly openedTickets?: number },
  ): Promise<boolean> {
    const { manager } = this.database;
    // Counted in place: an assisting ticket may be answered at the same time.
    const counted = openedTickets === 0 ? {} : { openTickets: () => `open_tickets + ${openedTickets}` };
    const next = { ...set, ...counted, version: version + 1 };
    const { affected } = await manager.update(Case, { id, version }, next);
    if (affected !== 1) return false;
    const { state, dueOrder, updatedAt } = set;
    if (updatedAt) await manager.update(CaseParty, { caseId: id }, { state, dueOrder, updatedAt });
    if (SEARCHED.some((name) => name in set)) await this.search.change(id, before, { ...before, ...set });
    return true;
  }

  /** Counts open tickets up or down in place. @returns the case as it is after that. */
  async countTickets(id: string, difference: number): Promise<Case> {
    await this.database.manager.increment(Case, { id }, 'openTickets', difference);
    return this.database.manager.findOneByOrFail(Case, { id });
  }

  async addParties(
    {
      id: caseId,
      state,
      createdAt,
      updatedAt,
      dueOrder,
    }: Pick<Case, 'id' | 'state' | 'createdAt' | 'updatedAt' | 'dueOrder'>,
    organizationCodes: readonly string[],
  ): Promise<void> {
    const { manager } = this.database;
    const listed = { caseId, state, createdAt, updatedAt, dueOrder };
    const rows = organizationCodes.map((organizationCode) => ({ ...listed, organizationCode }));
    await manager.createQueryBuilder().insert().into(CaseParty).values(rows).orIgnore().execute();
  }

  /** The next number of a year and division; the counter's row is locked until the transaction ends. */
  async nextCount(scope: string): Promise<number> {
    const { manager } = this.database;
    await manager
      .createQueryBuilder()
      .insert()
      .into(CaseCounter)
      .values({ scope, last: 0 })
      .orIgnore()
      .execute();
    await manager.increment(CaseCounter, { scope }, 'last', 1);
    return (await manager.findOneByOrFail(CaseCounter, { scope })).last;
  }

  private async listing(
    { text, ...wish }: CaseWish,
    order: keyof typeof CaseOrder,
    actor: Actor,
  ): Promise<Listing<Case>> {
    const tokens = text === undefined ? [] : await this.search.wanted(text);
    return caseListing({ ...wish, tokens }, order, visibleCases(actor));
  }

  /** The same words are looked up once. */
  private async listings(
    keys: ReadonlyArray<Omit<CaseListKey, 'page'>>,
    actor: Actor,
  ): Promise<Array<Listing<Case>>> {
    const tokens = new Map<string, readonly string[]>();
    for (const text of new Set(keys.flatMap(({ wish }) => wish.text ?? []))) {
      tokens.set(text, await this.search.wanted(text));
    }
    return keys.map(({ wish: { text, ...wish }, order }) =>
      caseListing({ ...wish, tokens: tokens.get(text ?? '') ?? [] }, order, visibleCases(actor)),
    );
  }
}
