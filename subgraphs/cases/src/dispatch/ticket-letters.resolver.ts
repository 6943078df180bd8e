import { Ctx, FieldResolver, Resolver, Root, Directive } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Letter, type LetterRepository } from './email/index.ts';
import { Ticket } from './ticket.entity.ts';
import type { TicketRepository } from './ticket.repository.ts';

@Resolver(() => Ticket)
export class TicketLettersResolver {
  constructor(private readonly letters: LetterRepository) {}

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [Letter], {
    description:
      'The e-mails about it to its organization, the first one first, and how each fares (邮件及投递状态). For operators and the organization; empty for others.',
  })
  emails(@Root() { id }: Ticket, @Ctx() context: GraphContext): Promise<Letter[]> {
    return context.load(this.letters.ofTickets, id);
  }
}

@Resolver(() => Letter)
export class LetterTicketResolver {
  constructor(private readonly tickets: TicketRepository) {}

  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The ticket that it is about (转办件); null for those who may not see the ticket.',
  })
  ticket(@Root() { ticketId }: Letter, @Ctx() context: GraphContext): Promise<Ticket | null> {
    return context.load(this.tickets.byId, ticketId);
  }
}
