import { Ctx, FieldResolver, Resolver, Root, Directive } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { LISTED_EMAILS, EmailDelivery, type EmailDeliveryRepository } from './email/index.ts';
import { Ticket } from './ticket.entity.ts';
import type { TicketRepository } from './ticket.repository.ts';

@Resolver(() => Ticket)
export class TicketEmailsResolver {
  constructor(private readonly deliveries: EmailDeliveryRepository) {}

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [EmailDelivery], {
    description: `The e-mails about the ticket to its organization, the oldest first, the newest ${LISTED_EMAILS} at most, with their state (邮件及投递状态). For operators and the organization; empty for others.`,
  })
  emails(@Root() { id }: Ticket, @Ctx() context: GraphContext): Promise<EmailDelivery[]> {
    return context.load(this.deliveries.ofTickets, id);
  }
}

@Resolver(() => EmailDelivery)
export class EmailTicketResolver {
  constructor(private readonly tickets: TicketRepository) {}

  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The ticket that it is about (转办件); null for those who may not see the ticket.',
  })
  ticket(@Root() { ticketId }: EmailDelivery, @Ctx() context: GraphContext): Promise<Ticket | null> {
    return context.load(this.tickets.byId, ticketId);
  }
}
