import { boundedLists, type Database } from '@ecogrid/database';
import { type Batch } from '@ecogrid/subgraph';
import { TicketRequest } from './ticket-request.entity.ts';

/** Of a ticket. */
export const MOST_REQUESTS = 100;

/** A ticket has at most one request that is ASKED. */
export class TicketRequestRepository {
  constructor(private readonly database: Database) {}

  /** Only asked of tickets that the actor was shown. */
  readonly ofTickets: Batch<string, TicketRequest[]> = (ticketIds) =>
    boundedLists(this.database.manager, TicketRequest, ticketIds, {
      of: 'ticketId',
      by: ['id'],
      most: MOST_REQUESTS,
      keeps: 'LAST',
    });

  pending(ticketId: string): Promise<TicketRequest> {
    return this.database.manager.findOneByOrFail(TicketRequest, { ticketId, state: 'ASKED' });
  }

  async insert(request: TicketRequest): Promise<void> {
    await this.database.manager.insert(TicketRequest, { ...request });
  }

  async decide(id: string, set: Partial<TicketRequest>): Promise<void> {
    await this.database.manager.update(TicketRequest, { id }, set);
  }

  async withdraw(ticketId: string): Promise<void> {
    await this.database.manager.update(TicketRequest, { ticketId, state: 'ASKED' }, { state: 'WITHDRAWN' });
  }
}
