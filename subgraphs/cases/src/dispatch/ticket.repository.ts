import { In } from 'typeorm';
import {
  boundedLists,
  allOf,
  listingCount,
  listingCounts,
  listingPage,
  listingPages,
  type CappedCount,
  type Database,
  type Listing,
  type PageRequest,
  type UncountedPage,
} from '@ecogrid/database';
import { inKeyOrder, scopeCondition, type Batch } from '@ecogrid/subgraph';
import type { Actor, RowScope } from '@ecogrid/identity';
import {
  dueBounds,
  dueConditions,
  equalTo,
  insideGrid,
  placesOf,
  runsOf,
  type Place,
  type PlaceIndexes,
} from '../kernel/index.ts';
import { TicketResult } from './ticket-result.entity.ts';
import { Ticket } from './ticket.entity.ts';
import { canReadTicket, visibleTickets } from './ticket.policy.ts';
import { TicketState } from '../ticket/index.ts';
import type { TicketOrder } from './ticket.vocabulary.ts';

export interface TicketFilter {
  readonly states?: ReadonlyArray<keyof typeof TicketState> | undefined;
  readonly organizationCode?: string | undefined;
  readonly within?: string | undefined;
  readonly isOverdue?: boolean | undefined;
  readonly dueBefore?: Date | undefined;
  readonly now: Date;
}

const PLACES: PlaceIndexes = {
  zone: { table: 'ticket', stem: 'ix_ticket', id: 'id' },
  street: { table: 'ticket', stem: 'ix_ticket_street', column: 'street_code', id: 'id' },
  grid: { table: 'ticket', stem: 'ix_ticket_grid', column: 'grid_code', id: 'id' },
  organization: { table: 'ticket', stem: 'ix_ticket_organization', column: 'organization_code', id: 'id' },
};
const NEWEST_FIRST = { property: 'issuedAt', direction: 'DESC' } as const;
/** Numbers of one case do not sort as text beyond nine. */
const IN_ORDER = { issuedAt: 'ASC', number: 'ASC' } as const;
const DUE_FIRST = { property: 'dueOrder', direction: 'ASC' } as const;
const SORTED = {
  ISSUED_AT: { word: 'issued', column: 'issued_at' },
  DUE_AT: { word: 'due', column: 'due_order' },
} as const;
const COLUMNS = {
  grid: 'item.grid_code',
  organization: (list: string) => `item.organization_code IN (${list})`,
};
/** Of one case, that the actor may see; a dispatch issues 501 at most. */
export const MOST_OF_CASE = 1_000;
/** Of a ticket. */
export const MOST_RESULTS = 100;
const ALL_STATES = Object.keys(TicketState);

/** A list inside another thing, of which the filter names the thing. */
interface TicketListKey {
  readonly filter: TicketFilter;
  readonly order: keyof typeof TicketOrder;
  readonly page: PageRequest;
}

interface TicketCountKey extends Omit<TicketListKey, 'page'> {
  readonly upTo: number;
}

export class TicketRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Ticket | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(Ticket, { id: In(ids) });
    return inKeyOrder(
      ids,
      rows.filter((row) => canReadTicket(actor, row)),
      ({ id }) => id,
    );
  };

  /** A case has few tickets: one lead, some assisting. The lead of each dispatch comes first. */
  readonly ofCases: Batch<string, Ticket[]> = (caseIds, { actor }) =>
    boundedLists(this.database.manager, Ticket, caseIds, {
      of: 'caseId',
      by: ['issuedAt', 'number'],
      most: MOST_OF_CASE,
      keeps: 'LAST',
      where: scopeCondition(visibleTickets(actor), COLUMNS),
    });

  /** Lists inside other things. */
  readonly pagesOf: Batch<TicketListKey, UncountedPage<Ticket>> = (keys, { actor }) =>
    listingPages(
      this.database.manager,
      keys.map(({ filter, order, page }) => ({
        listing: ticketListing(filter, order, visibleTickets(actor)),
        ...page,
      })),
    );

  readonly countsOf: Batch<TicketCountKey, CappedCount> = (keys, { actor }) =>
    listingCounts(
      this.database.manager,
      keys.map(({ filter, order, upTo }) => ({
        listing: ticketListing(filter, order, visibleTickets(actor)),
        upTo,
      })),
    );

  /** Only asked of tickets that the actor was shown. */
  readonly resultsOf: Batch<string, TicketResult[]> = (ticketIds) =>
    boundedLists(this.database.manager, TicketResult, ticketIds, {
      of: 'ticketId',
      by: ['submittedAt', 'id'],
      most: MOST_RESULTS,
      keeps: 'LAST',
    });

  page(
    filter: TicketFilter,
    order: keyof typeof TicketOrder,
    actor: Actor,
    request: PageRequest,
  ): Promise<UncountedPage<Ticket>> {
    return listingPage(this.database.manager, ticketListing(filter, order, visibleTickets(actor)), request);
  }

  /** How many a list has, up to a bound. */
  count(
    filter: TicketFilter,
    order: keyof typeof TicketOrder,
    actor: Actor,
    upTo: number,
  ): Promise<CappedCount> {
    return listingCount(this.database.manager, ticketListing(filter, order, visibleTickets(actor)), upTo);
  }

  find(id: string): Promise<Ticket | null> {
    return this.database.manager.findOneBy(Ticket, { id });
  }

  some(ids: readonly string[]): Promise<Ticket[]> {
    return this.database.manager.findBy(Ticket, { id: In(ids) });
  }

  ofCase(caseId: string): Promise<Ticket[]> {
    return this.database.manager.find(Ticket, { where: { caseId }, order: IN_ORDER });
  }

  /** The same of several cases, for services that decide. */
  ofSome(caseIds: readonly string[]): Promise<Ticket[]> {
    return this.database.manager.find(Ticket, { where: { caseId: In(caseIds) }, order: IN_ORDER });
  }

  resultsOfTickets(ticketIds: readonly string[]): Promise<TicketResult[]> {
    return this.database.manager.find(TicketResult, {
      where: { ticketId: In(ticketIds) },
      order: { submittedAt: 'ASC', id: 'ASC' },
    });
  }

  async insert(tickets: readonly Ticket[]): Promise<void> {
    const rows = tickets.map((each) => ({ ...each }));
    const { manager } = this.database;
    // Without reading back defaults of the database: all columns are given.
    await manager.createQueryBuilder().insert().into(Ticket).values(rows).updateEntity(false).execute();
  }

  async insertResults(results: readonly TicketResult[]): Promise<void> {
    await this.database.manager.insert(
      TicketResult,
      results.map((each) => ({ ...each })),
    );
  }

  /** @returns whether the ticket was still at the version. */
  async update(id: string, version: number, set: Partial<Ticket>): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      Ticket,
      { id, version },
      { ...set, version: version + 1 },
    );
    return affected === 1;
  }
}

/** How a list of tickets is read: see `caseListing`, which does the same for cases. */
function ticketListing(
  filter: TicketFilter,
  order: keyof typeof TicketOrder,
  scope: RowScope,
): Listing<Ticket> {
  const { within, organizationCode } = filter;
  const byOrganization =
    organizationCode !== undefined && (scope.everything || scope.organizations.includes(organizationCode));
  const places: Place[] = byOrganization
    ? [{ kind: 'organization', value: organizationCode }]
    : placesOf(scope, within);
  const byDue = order === 'DUE_AT';
  const bounds = dueBounds(filter);
  const states = filter.states?.length ? filter.states : byDue ? ALL_STATES : [];
  const isWithin = !within || (!byOrganization && scope.organizations.length === 0);
  return {
    entity: Ticket,
    order: byDue ? DUE_FIRST : NEWEST_FIRST,
    ...(byDue && bounds),
    runs: runsOf(PLACES, places, states, SORTED[order]),
    where: allOf([
      ...(isWithin ? [] : [insideGrid(within)]),
      ...(byOrganization || !organizationCode ? [] : [equalTo('organization_code', organizationCode)]),
      ...(byDue ? [] : dueConditions(bounds)),
    ]),
  };
}
