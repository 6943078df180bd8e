import type { TicketEmails, TicketRepository } from '../../dispatch/index.ts';
import type { DeadlineNotice } from './deadline-notice.entity.ts';
import type { NoticeEffect } from './notice.scheduler.ts';

interface Parts {
  readonly tickets: TicketRepository;
  readonly ticketEmails: TicketEmails;
}

/** Queues an e-mail to the organization of an unacknowledged ticket. */
export class UnacknowledgedEmails implements NoticeEffect {
  constructor(private readonly parts: Parts) {}

  async apply(notices: readonly DeadlineNotice[]): Promise<void> {
    const { tickets, ticketEmails } = this.parts;
    const ids = notices.filter(({ kind }) => kind === 'UNACKNOWLEDGED_MAIL').map(({ thingId }) => thingId);
    if (ids.length > 0) await ticketEmails.queue('TICKET_UNACKNOWLEDGED', await tickets.some(ids));
  }
}
