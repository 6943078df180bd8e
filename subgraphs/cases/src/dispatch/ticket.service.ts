import type { Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import { photoLine, type CaseRepository } from '../case/index.ts';
import { usablePhotos, type Attachment, type AttachmentService } from '../evidence/index.ts';
import type { TicketChange, TicketChanges } from './ticket.changes.ts';
import type { Ticket } from './ticket.entity.ts';
import type { AcknowledgeTicketInput, RecallTicketInput, SubmitTicketResultInput } from './ticket.input.ts';
import type { TicketRepository } from './ticket.repository.ts';
import {
  photoIdsOf,
  requirePhotoAfter,
  requireSensibleDay,
  resultsOf,
  type Answer,
} from './ticket.results.ts';
import type { TicketSettlement } from './ticket.settlement.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly tickets: TicketRepository;
  readonly cases: CaseRepository;
  readonly ticketChanges: TicketChanges;
  readonly photos: AttachmentService;
  readonly settlement: TicketSettlement;
}

interface ResultFacts {
  readonly ticket: Ticket;
  /** When the matter was first observed; read for a result that names a day. */
  readonly observedAt: Date | null;
  /** The uploads that the results name. */
  readonly named: readonly Attachment[];
}

interface ResultPlan {
  readonly change: TicketChange;
  readonly answers: ReadonlyArray<Answer & { readonly photos: readonly Attachment[] }>;
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
    const { scope, ticketChanges, tickets, cases, photos, settlement } = this.parts;
    const about = ticketChanges.about(actor, input);
    return perform(scope, actor, input, {
      ...about,
      operation: 'submitTicketResult',
      load: async () => {
        const ticket = await about.load();
        const isDated = input.rectification?.rectifiedOn !== undefined;
        const observedAt = isDated ? await cases.observedAt(ticket.caseId) : null;
        return { ticket, observedAt, named: await photos.named(photoIdsOf(input)) };
      },
      permit: (_actor, { ticket }) => ticketChanges.require(actor, ticket, 'submitResult'),
      decide: (facts, _input, now) => submitted(actor, facts, input, now),
      write: async ({ change, answers }, { ticket }, permission) => {
        const done = await ticketChanges.write(actor, permission, ticket, change);
        await tickets.insertResults(answers.map(({ result }) => result));
        for (const { result, photos: own } of answers) await photos.attach(own, result.id);
        await settlement.settle(actor, ticket, 'DONE');
        return done;
      },
    });
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
        const subject = await settlement.settle(actor, ticket, 'RECALLED');
        await ticketChanges.notify('TICKET_RECALLED', [recalled], { subject });
        return recalled;
      },
    });
  }
}

/** @throws EcoGridError INPUT_INVALID for a day that cannot be, GUARD_FAILED for an incomplete result, NOT_FOUND or GUARD_FAILED for a photo. */
function submitted(
  actor: Actor,
  { ticket, named, observedAt }: ResultFacts,
  input: SubmitTicketResultInput,
  doneAt: Date,
): ResultPlan {
  requireSensibleDay(input, observedAt, doneAt);
  const answers = resultsOf(actor, ticket, input, doneAt);
  const holder = { purpose: 'TICKET_RESULT', subjectId: ticket.id } as const;
  const usable = usablePhotos(actor, photoIdsOf(input), named, holder);
  requirePhotoAfter(ticket, usable);
  const held = answers.map((answer) => ({
    ...answer,
    photos: usable.filter(({ id }) => answer.photoIds.includes(id)),
  }));
  const lines = held.flatMap(({ photos }) => photos.map((photo) => photoLine(ticket.caseId, photo)));
  const { version } = input;
  return { answers: held, change: { action: 'submitResult', version, set: { doneAt }, lines } };
}
