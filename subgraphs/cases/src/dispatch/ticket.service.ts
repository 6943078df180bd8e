import type { Actor } from '@ecogrid/identity';
import { mutate, perform, type MutationScope } from '@ecogrid/subgraph';
import type { Attachment, AttachmentService } from '../evidence/index.ts';
import type { TicketChanges } from './ticket.changes.ts';
import type { Ticket } from './ticket.entity.ts';
import type {
  AcknowledgeTicketInput,
  RecallTicketInput,
  SubmitTicketResultInput,
  TicketInput,
} from './ticket.input.ts';
import type { TicketRepository } from './ticket.repository.ts';
import { requirePhotoAfter, resultsOf, type Answer } from './ticket.results.ts';
import type { TicketSettlement } from './ticket.settlement.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly tickets: TicketRepository;
  readonly ticketChanges: TicketChanges;
  readonly photos: AttachmentService;
  readonly settlement: TicketSettlement;
}

/** A ticket in the hands of its organization. When the last open one is settled, its case goes on to FEEDBACK. */
export class TicketService {
  constructor(private readonly parts: Parts) {}

  acknowledge(actor: Actor, input: AcknowledgeTicketInput): Promise<Ticket> {
    const { scope, ticketChanges } = this.parts;
    const action = 'acknowledge';
    return perform(scope, actor, input, {
      ...ticketChanges.about(actor, input),
      operation: 'acknowledgeTicket',
      permit: (_actor, ticket) => ticketChanges.require(actor, ticket, action),
      decide: (_ticket, { version }, acknowledgedAt) =>
        ({ action, version, set: { acknowledgedAt } }) as const,
      write: (plan, ticket, permission) => ticketChanges.write(actor, permission, ticket, plan),
    });
  }

  submitResult(actor: Actor, input: SubmitTicketResultInput): Promise<Ticket> {
    return this.run(actor, 'submitTicketResult', input, async (ticket) => {
      const { tickets, ticketChanges } = this.parts;
      ticketChanges.require(actor, ticket, 'submitResult');
      const doneAt = this.now();
      const answers = resultsOf(actor, ticket, input, doneAt);
      const holder = { purpose: 'TICKET_RESULT', subjectId: ticket.id } as const;
      const ids = answers.flatMap(({ photoIds }) => photoIds);
      const photos = await this.parts.photos.usable(actor, ids, holder);
      requirePhotoAfter(ticket, photos);
      await ticketChanges.perform(actor, ticket, {
        action: 'submitResult',
        version: input.version,
        set: { doneAt },
      });
      await tickets.insertResults(answers.map(({ result }) => result));
      await this.attach(actor, ticket, answers, photos);
      await this.parts.settlement.settle(actor, ticket, 'DONE');
    });
  }

  private async attach(
    actor: Actor,
    ticket: Ticket,
    answers: readonly Answer[],
    photos: readonly Attachment[],
  ): Promise<void> {
    for (const { result, photoIds } of answers) {
      const own = photos.filter(({ id }) => photoIds.includes(id));
      await this.parts.photos.attach(own, result.id);
      for (const photo of own) await this.parts.ticketChanges.tellPhoto(actor, ticket, photo);
    }
  }

  recall(actor: Actor, input: RecallTicketInput): Promise<Ticket> {
    const { scope, ticketChanges, settlement } = this.parts;
    const action = 'recall';
    return perform(scope, actor, input, {
      ...ticketChanges.about(actor, input),
      operation: 'recallTicket',
      permit: (_actor, ticket) => ticketChanges.require(actor, ticket, action),
      decide: (_ticket, { version, reason }) => ({ action, version, set: { reason }, note: reason }) as const,
      write: async (plan, ticket, permission) => {
        const recalled = await ticketChanges.write(actor, permission, ticket, plan);
        await settlement.settle(actor, ticket, 'RECALLED');
        return recalled;
      },
    });
  }

  private async run(
    actor: Actor,
    operation: string,
    input: TicketInput,
    work: (ticket: Ticket) => Promise<void>,
  ): Promise<Ticket> {
    const { scope, ticketChanges } = this.parts;
    const id = await mutate(scope, actor, operation, input, async () => {
      const ticket = await ticketChanges.visible(actor, input.ticketId);
      await work(ticket);
      return ticket.id;
    });
    return ticketChanges.visible(actor, id);
  }

  private now(): Date {
    return this.parts.scope.clock.now();
  }
}
