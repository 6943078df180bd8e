import { newId, type Database } from '@ecogrid/database';
import type { Clock } from '@ecogrid/service';
import type { KnownOrganization, ProjectionRepository } from '../../neighbours/index.ts';
import { addressed } from './address.rule.ts';
import type { EmailDelivery } from './email-delivery.entity.ts';
import type { EmailFacts } from './email-delivery.facts.ts';
import type { EmailDeliveryRepository } from './email-delivery.repository.ts';
import type { EmailKind } from './email-delivery.vocabulary.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly emails: EmailDeliveryRepository;
  readonly projections: ProjectionRepository;
  /** The domain of a Message-ID. */
  readonly mailDomain: string;
}

/** An e-mail as its writer queues it: kind, organization and facts. */
export interface EmailDraft {
  readonly kind: keyof typeof EmailKind;
  readonly organizationCode: string;
  readonly caseId: string;
  readonly ticketId: string;
  readonly facts: EmailFacts;
}

/**
 * The entry of this feature: a notification of an organization is queued here, inside the unit of work of the
 * change; the senders send it once that is durable.
 */
export class MailOutbox {
  private wake: () => void = () => undefined;

  constructor(private readonly parts: Parts) {}

  /** Called after each commit that wrote emails. */
  whenWritten(wake: () => void): void {
    this.wake = wake;
  }

  /**
   * An organization without an address gets its e-mail all the same: a dead one, which the desk sees.
   * @param known the organizations, where the caller has read them.
   */
  async write(drafts: readonly EmailDraft[], known?: readonly KnownOrganization[]): Promise<void> {
    const { emails, projections } = this.parts;
    const codes = drafts.map(({ organizationCode }) => organizationCode);
    const organizations = known ?? (await projections.organizations([...new Set(codes)]));
    const addresses = new Map(organizations.map(({ code, email }) => [code, email]));
    await emails.insert(drafts.map((draft) => this.written(draft, addresses.get(draft.organizationCode))));
    this.wakeAfterCommit();
  }

  /** There is something to send once the present unit of work is durable. */
  wakeAfterCommit(): void {
    this.parts.database.afterCommit(() => this.wake());
  }

  private written(draft: EmailDraft, email: string | undefined): EmailDelivery {
    const id = newId();
    const createdAt = this.parts.clock.now();
    return {
      ...draft,
      ...addressed(email, createdAt),
      id,
      version: 1,
      messageId: `<${id}@${this.parts.mailDomain}>`,
      attempts: 0,
      answer: null,
      createdAt,
      attemptedAt: null,
      sentAt: null,
    };
  }
}
