import type { TicketLetters, TicketRepository } from '../../dispatch/index.ts';
import type { DeadlineNotice } from './deadline-notice.entity.ts';
import type { NoticeEffect } from './notice.scheduler.ts';

interface Parts {
  readonly tickets: TicketRepository;
  readonly ticketLetters: TicketLetters;
}

/** Queues an e-mail to the organization of an unacknowledged ticket. */
export class UnacknowledgedLetters implements NoticeEffect {
  constructor(private readonly parts: Parts) {}

  async apply(notices: readonly DeadlineNotice[]): Promise<void> {
    const { tickets, ticketLetters } = this.parts;
    const ids = notices.filter(({ kind }) => kind === 'UNACKNOWLEDGED_MAIL').map(({ thingId }) => thingId);
    if (ids.length > 0) await ticketLetters.tell('TICKET_UNACKNOWLEDGED', await tickets.some(ids));
  }
}
