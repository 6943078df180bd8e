import type { Database } from '@ecogrid/database';
import type { Metrics } from '@ecogrid/service';
import type { Feature } from '@ecogrid/subgraph';
import type { CaseParts } from '../case/index.ts';
import { DispatchService } from './dispatch.service.ts';
import {
  EmailDelivery,
  EmailDeliveryRepository,
  EmailDeliveryResolver,
  EmailDeliveryService,
  MailOutbox,
  openEmailSending,
  type MailOptions,
} from './email/index.ts';
import { CaseTicketsResolver, OrganizationTicketsResolver } from './ticket-extensions.resolver.ts';
import { EmailTicketResolver, TicketEmailsResolver } from './ticket-emails.resolver.ts';
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
import { TicketEmails } from './ticket.emails.ts';
import { TicketMutations } from './ticket.mutations.ts';
import { TicketRepository } from './ticket.repository.ts';
import { TicketResolver } from './ticket.resolver.ts';
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
    emails: new EmailDeliveryRepository(database),
  };
}

type Rows = ReturnType<typeof repositories>;

/** The queue of e-mails: deadlines need it before tickets do. */
export function correspondences(
  parts: Omit<
    ConstructorParameters<typeof TicketEmails>[0] & ConstructorParameters<typeof MailOutbox>[0],
    'mail' | 'mailDomain'
  > &
    DispatchSettings,
) {
  const mail = new MailOutbox({ ...parts, mailDomain: parts.mailOptions.domain });
  return { mail, ticketEmails: new TicketEmails({ ...parts, mail }) };
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
    correspondence: new EmailDeliveryService(parts),
  };
}

export type DispatchParts = Needs & ReturnType<typeof services>;

export const feature: Feature<DispatchParts> = {
  entities: [Ticket, TicketResult, TicketRequest, EmailDelivery],
  resolvers: [
    [TicketMutations, ({ dispatching, ticketing }) => new TicketMutations(dispatching, ticketing)],
    [TicketResolver, ({ tickets, cases, clock }) => new TicketResolver(tickets, cases, clock)],
    [TicketResultResolver, ({ attachments }) => new TicketResultResolver(attachments)],
    [EnforcementResultResolver, () => new EnforcementResultResolver()],
    [VerificationResultResolver, () => new VerificationResultResolver()],
    [RectificationResultResolver, () => new RectificationResultResolver()],
    [TicketRequestMutations, ({ requesting, requests }) => new TicketRequestMutations(requesting, requests)],
    [TicketRequestResolver, () => new TicketRequestResolver()],
    [CaseTicketsResolver, ({ tickets }) => new CaseTicketsResolver(tickets)],
    [OrganizationTicketsResolver, ({ tickets, clock }) => new OrganizationTicketsResolver(tickets, clock)],
    [TicketSubscription, ({ tickets }) => new TicketSubscription(tickets)],
    [
      EmailDeliveryResolver,
      ({ correspondence, emails, projections }) =>
        new EmailDeliveryResolver(correspondence, emails, projections),
    ],
    [EmailTicketResolver, ({ tickets }) => new EmailTicketResolver(tickets)],
    [TicketEmailsResolver, ({ emails }) => new TicketEmailsResolver(emails)],
  ],
  references: ({ tickets }) => ({ Ticket: ({ id }, context) => context.load(tickets.byId, id ?? '') }),
  jobs: (parts) => openEmailSending({ ...parts, outbox: parts.mail, mail: parts.mailOptions }),
};
