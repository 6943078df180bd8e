import { In, type SelectQueryBuilder } from 'typeorm';
import { keysetPage, nestedPages, type Database, type Page, type PageRequest } from '@ecogrid/database';
import { groupedByKey, inKeyOrder, type Batch } from '@ecogrid/subgraph';
import type { Actor } from '@ecogrid/identity';
import { scopeClause } from '../visibility/index.ts';
import { TicketResult } from './ticket-result.entity.ts';
import { Ticket } from './ticket.entity.ts';
import { canReadTicket, visibleTickets } from './ticket.policy.ts';
import type { TicketState } from './ticket.vocabulary.ts';

export interface TicketFilter {
  readonly states?: ReadonlyArray<keyof typeof TicketState> | undefined;
  readonly organizationCode?: string | undefined;
  readonly within?: string | undefined;
  readonly isOverdue?: boolean | undefined;
  readonly dueBefore?: Date | undefined;
  readonly now: Date;
}

const COLUMNS = { grid: 'item.gridCode', organization: 'item.organizationCode = :scopeOrganization' };
const NEWEST_FIRST = { property: 'issuedAt', direction: 'DESC' } as const;
/** Numbers of one case do not sort as text beyond nine. */
const IN_ORDER = { issuedAt: 'ASC', number: 'ASC' } as const;
const LATE =
  "item.state NOT IN ('RECALLED', 'RETURNED') AND item.dueAt < COALESCE(item.doneAt, item.suspendedAt, :now)";

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
  readonly ofCases: Batch<string, Ticket[]> = async (caseIds, { actor }) => {
    const rows = await this.database.manager.find(Ticket, {
      where: { caseId: In(caseIds) },
      order: IN_ORDER,
    });
    return groupedByKey(
      caseIds,
      rows.filter((row) => canReadTicket(actor, row)),
      ({ caseId }) => caseId,
    );
  };

  readonly ofOrganizations: Batch<string, Page<Ticket>> = (keys, { actor }) =>
    nestedPages(this.database.manager, NEWEST_FIRST, keys, ({ parent }) =>
      this.visible(actor).andWhere('item.organizationCode = :parent', { parent }),
    );

  /** Only asked of tickets that the actor was shown. */
  readonly resultsOf: Batch<string, TicketResult[]> = async (ticketIds) => {
    const rows = await this.resultsOfTickets(ticketIds);
    return groupedByKey(ticketIds, rows, ({ ticketId }) => ticketId);
  };

  page(filter: TicketFilter, actor: Actor, request: PageRequest): Promise<Page<Ticket>> {
    const { states, organizationCode, within, isOverdue, dueBefore, now } = filter;
    const query = this.visible(actor);
    if (states?.length) query.andWhere('item.state IN (:...states)', { states });
    if (organizationCode) query.andWhere('item.organizationCode = :organizationCode', { organizationCode });
    if (within) query.andWhere('item.gridCode LIKE :within', { within: `${within}%` });
    if (isOverdue !== undefined) query.andWhere(isOverdue ? LATE : `NOT (${LATE})`, { now });
    if (dueBefore) query.andWhere('item.dueAt < :dueBefore', { dueBefore });
    return keysetPage(query, NEWEST_FIRST, request);
  }

  find(id: string): Promise<Ticket | null> {
    return this.database.manager.findOneBy(Ticket, { id });
  }

  ofCase(caseId: string): Promise<Ticket[]> {
    return this.database.manager.find(Ticket, { where: { caseId }, order: IN_ORDER });
  }

  resultsOfTickets(ticketIds: readonly string[]): Promise<TicketResult[]> {
    return this.database.manager.find(TicketResult, {
      where: { ticketId: In(ticketIds) },
      order: { submittedAt: 'ASC', id: 'ASC' },
    });
  }

  async insert(tickets: readonly Ticket[]): Promise<void> {
    await this.database.manager.insert(
      Ticket,
      tickets.map((each) => ({ ...each })),
    );
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

  private visible(actor: Actor): SelectQueryBuilder<Ticket> {
    return this.database.manager
      .createQueryBuilder(Ticket, 'item')
      .where(scopeClause(visibleTickets(actor), COLUMNS));
  }
}
