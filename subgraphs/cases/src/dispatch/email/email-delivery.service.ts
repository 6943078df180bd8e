import { EcoGridError } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import type { HistoryService } from '../../case/index.ts';
import type { KnownOrganization, ProjectionRepository } from '../../neighbours/index.ts';
import { addressed, isReachable } from './address.rule.ts';
import type { EmailDelivery } from './email-delivery.entity.ts';
import type { ResendEmailInput } from './email-delivery.input.ts';
import { canReadEmail } from './email-delivery.policy.ts';
import type { EmailDeliveryRepository } from './email-delivery.repository.ts';
import { emailDeliveryWorkflow } from './email-delivery.workflow.ts';
import type { MailOutbox } from './mail-outbox.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly emails: EmailDeliveryRepository;
  readonly projections: ProjectionRepository;
  readonly history: HistoryService;
  readonly outbox: Outbox<TopicOf<'cases'>>;
  readonly mail: MailOutbox;
}

interface Facts {
  readonly email: EmailDelivery;
  readonly organization: KnownOrganization | undefined;
}

type Addressed = ReturnType<typeof addressed> & Pick<EmailDelivery, 'attempts' | 'answer'>;

/** The actions of the desk on dead e-mails. */
export class EmailDeliveryService {
  constructor(private readonly parts: Parts) {}

  /** Queues a dead e-mail anew: to the address that its organization has now, under the Message-ID it always had. */
  resend(actor: Actor, input: ResendEmailInput): Promise<EmailDelivery> {
    const { scope } = this.parts;
    return perform(scope, actor, input, {
      operation: 'resendEmail',
      answersWith: input.emailId,
      load: () => this.load(actor, input.emailId),
      permit: (_actor, { email }) => emailDeliveryWorkflow.require(actor, email, 'resend'),
      decide: (facts, _input, now) => addressedAnew(facts, now),
      write: async (set, { email }, { role }) => {
        const { version: expected } = input;
        if (!(await this.parts.emails.update(email.id, expected, set))) {
          const { version: actual } = email;
          throw new EcoGridError('VERSION_STALE', { thing: 'emailDelivery', expected, actual });
        }
        await this.record(actor, role, email);
        this.parts.mail.wakeAfterCommit();
        return { ...email, ...set, version: expected + 1 };
      },
      again: (id) => this.visible(actor, id),
    });
  }

  private async load(actor: Actor, id: string): Promise<Facts> {
    const email = await this.visible(actor, id);
    const [organization] = await this.parts.projections.organizations([email.organizationCode]);
    return { email, organization };
  }

  private async record(actor: Actor, actorRole: string | null, email: EmailDelivery): Promise<void> {
    const { id, caseId, ticketId, organizationCode: channel } = email;
    const change = { action: 'resend', from: 'DEAD', to: 'QUEUED', actorRole } as const;
    await this.parts.history.append(actor, { caseId, thing: 'EMAIL', thingId: id, ...change });
    const payload = { emailId: id, caseId, ticketId, organizationCode: channel };
    const occurredAt = this.parts.scope.clock.now();
    await this.parts.outbox.announce({ topic: 'EmailResent', channel, aggregateId: id, payload, occurredAt });
  }

  private async visible(actor: Actor, id: string): Promise<EmailDelivery> {
    const email = await this.parts.emails.find(id);
    if (email && canReadEmail(actor, email)) return email;
    throw new EcoGridError('NOT_FOUND', { thing: 'emailDelivery', id });
  }
}

/** @throws EcoGridError GUARD_FAILED when the organization has no address. */
function addressedAnew({ email, organization }: Facts, now: Date): Addressed {
  if (isReachable(organization?.email))
    return { ...addressed(organization?.email, now), attempts: 0, answer: null };
  const { organizationCode } = email;
  const action = emailDeliveryWorkflow.actions.resend;
  throw new EcoGridError('GUARD_FAILED', { action, guard: 'hasAddress', organizationCode });
}
