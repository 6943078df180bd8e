import type { Database } from '@ecogrid/database';
import type { Clock, Logger } from '@ecogrid/service';
import { BOUNDS } from '../../bounds.ts';
import { DeliveryError, isFinal } from './delivery-error.ts';
import type { DomainLanes } from './domain-lanes.ts';
import type { EmailDelivery } from './email-delivery.entity.ts';
import { rendered } from './email-delivery.render.rule.ts';
import type { EmailDeliveryRepository } from './email-delivery.repository.ts';
import type { MailMetrics } from './mail.metrics.ts';
import { leaseMs, type MailOptions } from './mail.options.ts';
import { nextAttemptAt } from './retry.rule.ts';
import type { MailTransport } from './transport.ts';

export interface EmailSenderParts {
  readonly database: Database;
  readonly emails: EmailDeliveryRepository;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly transport: MailTransport;
  readonly lanes: DomainLanes;
  readonly metrics: MailMetrics;
  readonly mail: MailOptions;
}

const { examinedAtOnce, answerCharacters } = BOUNDS.mail;

/**
 * Takes one e-mail after the other. Any number of senders, in any number of processes: an e-mail is claimed by a
 * conditional update, and the claim of a dead sender ends by itself (docs/decisions/0029).
 */
export class EmailSender {
  constructor(private readonly parts: EmailSenderParts) {}

  /** Until no e-mail is due. */
  async round(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const email = await this.take();
      if (!email) return;
      try {
        await this.deliver(email, signal);
      } finally {
        this.parts.lanes.leave(email.domain);
      }
    }
  }

  private async take(): Promise<EmailDelivery | null> {
    const { emails, lanes, clock } = this.parts;
    for (const email of await emails.due(clock.now(), lanes.full(), examinedAtOnce)) {
      if (!lanes.enter(email.domain)) continue;
      const claimed = await this.claim(email).catch((error: unknown) => {
        lanes.leave(email.domain);
        throw error;
      });
      if (claimed) return claimed;
      lanes.leave(email.domain);
    }
    return null;
  }

  private claim(email: EmailDelivery): Promise<EmailDelivery | null> {
    const attemptedAt = this.parts.clock.now();
    const dueAt = new Date(attemptedAt.getTime() + leaseMs(this.parts.mail));
    return this.change(email, { state: 'SENDING', attempts: email.attempts + 1, attemptedAt, dueAt });
  }

  private async deliver(email: EmailDelivery, signal: AbortSignal): Promise<void> {
    const { transport, mail, metrics } = this.parts;
    const { id: emailId, messageId, address: to, createdAt: date } = email;
    const { from, publicUrl } = mail;
    try {
      await transport.send({ emailId, messageId, from, to, date, ...rendered(email, publicUrl) }, signal);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return this.failed(email, error, signal.aborted);
    }
    await this.change(email, { state: 'SENT', fault: null, answer: null, dueAt: null, sentAt: this.now() });
    metrics.sent();
  }

  private async failed(
    email: EmailDelivery,
    { fault, answer }: DeliveryError,
    isInterrupted: boolean,
  ): Promise<void> {
    const { mail, metrics, logger } = this.parts;
    const { id, kind, attempts } = email;
    const next = nextAttemptAt(this.now(), attempts, mail.retryAfterMs, Math.random());
    const dueAt = isFinal(fault) ? null : isInterrupted ? this.now() : next;
    const state = dueAt ? 'FAILED' : 'DEAD';
    await this.change(email, { state, fault, answer: answer?.slice(0, answerCharacters) ?? null, dueAt });
    metrics.failed(fault);
    logger.warn({ email: id, kind, fault, attempts, state }, 'an e-mail was not delivered');
  }

  /** @returns the e-mail as it is then; null when another sender has changed it meanwhile, which answers for it now. */
  private async change(email: EmailDelivery, set: Partial<EmailDelivery>): Promise<EmailDelivery | null> {
    const { database, emails } = this.parts;
    const isOurs = await database.transaction(() => emails.update(email.id, email.version, set));
    return isOurs ? { ...email, ...set, version: email.version + 1 } : null;
  }

  private now(): Date {
    return this.parts.clock.now();
  }
}
