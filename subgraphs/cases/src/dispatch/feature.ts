import type { Database } from '@ecogrid/database';
import type { Metrics } from '@ecogrid/service';
import type { Feature } from '@ecogrid/subgraph';
import type { CaseParts } from '../case/index.ts';
import { DispatchService } from './dispatch.service.ts';
import {
  Letter,
  LetterRepository,
  LetterResolver,
  LetterService,
  MailOutbox,
  openPostOffice,
  type MailOptions,
} from './email/index.ts';
import { CaseTicketsResolver, OrganizationTicketsResolver } from './ticket-extensions.resolver.ts';
import { LetterTicketResolver, TicketLettersResolver } from './ticket-letters.resolver.ts';
import { TicketRequest } from './ticket-request.entity.ts';
import { TicketRequestRepository } from './ticket-request.repository.ts';
import { TicketRequestMutations, TicketRequestResolver } from './ticket-request.resolver.ts';
import { TicketRequestService } from './ticket-request.service.ts';
import { TicketResult } from './ticket-result.entity.ts';
import {
  EnforcementResultResolver,
  RectificationResultResolver,
  TicketResultResolver,
  VerificationResultResolver,
} from './ticket-result.resolver.ts';
import { TicketChanges, type TicketFollower } from './ticket.changes.ts';
import { Ticket } from './ticket.entity.ts';
import { TicketLetters } from './ticket.letters.ts';
import { TicketMutations } from './ticket.mutations.ts';
import { TicketRepository } from './ticket.repository.ts';
import { TicketCountResolver, TicketResolver } from './ticket.resolver.ts';
import { TicketService } from './ticket.service.ts';
import { TicketSettlement } from './ticket.settlement.ts';
import { TicketSubscription } from './ticket.subscription.ts';

export interface DispatchSettings {
  readonly mailOptions: MailOptions;
  readonly metrics: Metrics;
}

export function repositories(database: Database) {
  return {
    tickets: new TicketRepository(database),
    requests: new TicketRequestRepository(database),
    letters: new LetterRepository(database),
  };
}

type Rows = ReturnType<typeof repositories>;

/** What writes e-mails: deadlines need it before tickets do. */
export function correspondences(
  parts: Omit<
    ConstructorParameters<typeof TicketLetters>[0] & ConstructorParameters<typeof MailOutbox>[0],
    'mail' | 'mailDomain'
  > &
    DispatchSettings,
) {
  const mail = new MailOutbox({ ...parts, mailDomain: parts.mailOptions.domain });
  return { mail, ticketLetters: new TicketLetters({ ...parts, mail }) };
}

type Needs = CaseParts &
  DispatchSettings &
  Rows &
  ReturnType<typeof correspondences> & { readonly ticketFollowers: readonly TicketFollower[] };

export function services(parts: Needs) {
  const ticketChanges = new TicketChanges(parts);
  const settlement = new TicketSettlement(parts);
  const handling = { ...parts, ticketChanges, settlement };
  return {
    ticketChanges,
    dispatching: new DispatchService(handling),
    ticketing: new TicketService(handling),
    requesting: new TicketRequestService(handling),
    correspondence: new LetterService(parts),
  };
}

export type DispatchParts = Needs & ReturnType<typeof services>;

export const feature: Feature<DispatchParts> = {
  entities: [Ticket, TicketResult, TicketRequest, Letter],
  resolvers: [
    [TicketMutations, ({ dispatching, ticketing }) => new TicketMutations(dispatching, ticketing)],
    [TicketResolver, ({ tickets, cases, clock }) => new TicketResolver(tickets, cases, clock)],
    [TicketCountResolver, () => new TicketCountResolver()],
    [TicketResultResolver, ({ attachments }) => new TicketResultResolver(attachments)],
    [EnforcementResultResolver, () => new EnforcementResultResolver()],
    [VerificationResultResolver, () => new VerificationResultResolver()],
    [RectificationResultResolver, () => new RectificationResultResolver()],
    [TicketRequestMutations, ({ requesting, requests }) => new TicketRequestMutations(requesting, requests)],
    [TicketRequestResolver, () => new TicketRequestResolver()],
    [CaseTicketsResolver, ({ tickets }) => new CaseTicketsResolver(tickets)],
    [OrganizationTicketsResolver, ({ tickets }) => new OrganizationTicketsResolver(tickets)],
    [TicketSubscription, ({ tickets }) => new TicketSubscription(tickets)],
    [LetterResolver, ({ correspondence, letters }) => new LetterResolver(correspondence, letters)],
    [LetterTicketResolver, ({ tickets }) => new LetterTicketResolver(tickets)],
    [TicketLettersResolver, ({ letters }) => new TicketLettersResolver(letters)],
  ],
  references: ({ tickets }) => ({ Ticket: ({ id }, context) => context.load(tickets.byId, id ?? '') }),
  jobs: (parts) => openPostOffice({ ...parts, outbox: parts.mail, mail: parts.mailOptions }),
};
