import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { groupedByKey, type Batch } from '@ecogrid/subgraph';
import { TicketRequest } from './ticket-request.entity.ts';

/** A ticket has at most one request that is ASKED. */
export class TicketRequestRepository {
  constructor(private readonly database: Database) {}

  /** Only asked of tickets that the actor was shown. */
  readonly ofTickets: Batch<string, TicketRequest[]> = async (ticketIds) => {
    const rows = await this.database.manager.find(TicketRequest, {
      where: { ticketId: In(ticketIds) },
      order: { id: 'ASC' },
    });
    return groupedByKey(ticketIds, rows, ({ ticketId }) => ticketId);
  };

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
