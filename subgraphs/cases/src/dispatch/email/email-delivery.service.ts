import { EcoGridError } from '@ecogrid/errors';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import type { HistoryService } from '../../case/index.ts';
import type { ProjectionRepository } from '../../neighbours/index.ts';
import { addressed } from './address.rule.ts';
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
  readonly outbox: Outbox;
  readonly mail: MailOutbox;
}

/** The actions of the desk on dead e-mails. */
export class EmailDeliveryService {
  constructor(private readonly parts: Parts) {}

  /** Queues a dead e-mail anew: to the address that its organization has now, under the Message-ID it always had. */
  async resend(actor: Actor, input: ResendEmailInput): Promise<EmailDelivery> {
    const id = await mutate(this.parts.scope, actor, 'resendEmail', input, async () => {
      const email = await this.visible(actor, input.emailId);
      const { role } = emailDeliveryWorkflow.require(actor, email, 'resend');
      const set = { ...(await this.addressedAnew(email)), attempts: 0, answer: null };
      if (!(await this.parts.emails.update(email.id, input.version, set))) throw stale(email, input);
      await this.record(actor, role, email);
      this.parts.mail.wakeAfterCommit();
      return email.id;
    });
    return this.visible(actor, id);
  }

  private async addressedAnew({ organizationCode }: EmailDelivery): Promise<ReturnType<typeof addressed>> {
    const [organization] = await this.parts.projections.organizations([organizationCode]);
    const anew = addressed(organization?.email, this.now());
    if (anew.state !== 'DEAD') return anew;
    const action = emailDeliveryWorkflow.actions.resend;
    throw new EcoGridError('GUARD_FAILED', { action, guard: 'hasAddress', organizationCode });
  }

  private async record(actor: Actor, actorRole: string | null, email: EmailDelivery): Promise<void> {
    const { id, caseId, ticketId, organizationCode: channel } = email;
    const change = { action: 'resend', from: 'DEAD', to: 'QUEUED', actorRole } as const;
    await this.parts.history.append(actor, { caseId, thing: 'EMAIL', thingId: id, ...change });
    const payload = { emailId: id, caseId, ticketId, organizationCode: channel };
    const event = { topic: 'EmailResent', channel, aggregateId: id, payload, occurredAt: this.now() };
    await this.parts.outbox.announce(event);
  }

  private async visible(actor: Actor, id: string): Promise<EmailDelivery> {
    const email = await this.parts.emails.find(id);
    if (email && canReadEmail(actor, email)) return email;
    throw new EcoGridError('NOT_FOUND', { thing: 'emailDelivery', id });
  }

  private now(): Date {
    return this.parts.scope.clock.now();
  }
}

function stale({ version: actual }: EmailDelivery, { version: expected }: ResendEmailInput): EcoGridError {
  return new EcoGridError('VERSION_STALE', { thing: 'emailDelivery', expected, actual });
}
