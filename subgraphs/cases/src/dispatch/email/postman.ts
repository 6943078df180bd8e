import type { Database } from '@ecogrid/database';
import type { Clock, Logger } from '@ecogrid/service';
import { DeliveryError, isFinal } from './delivery-error.ts';
import type { DomainLanes } from './domain-lanes.ts';
import type { Letter } from './letter.entity.ts';
import { rendered } from './letter.render.rule.ts';
import type { LetterRepository } from './letter.repository.ts';
import type { MailMetrics } from './mail.metrics.ts';
import { leaseMs, type MailOptions } from './mail.options.ts';
import { nextAttemptAt } from './retry.rule.ts';
import type { MailTransport } from './transport.ts';

export interface PostmanParts {
  readonly database: Database;
  readonly letters: LetterRepository;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly transport: MailTransport;
  readonly lanes: DomainLanes;
  readonly metrics: MailMetrics;
  readonly mail: MailOptions;
}

/** How many letters a postman looks at before he finds one that no other has taken. */
const LOOKS_AT = 20;
const ANSWER_LENGTH = 200;

/**
 * Takes one letter after the other. Any number of postmen, in any number of processes: a letter is claimed by a
 * conditional update, and the claim of one who died ends by itself (docs/decisions/0029).
 */
export class Postman {
  constructor(private readonly parts: PostmanParts) {}

  /** Until no letter is due. */
  async round(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const letter = await this.take();
      if (!letter) return;
      try {
        await this.deliver(letter, signal);
      } finally {
        this.parts.lanes.leave(letter.domain);
      }
    }
  }

  private async take(): Promise<Letter | null> {
    const { letters, lanes, clock } = this.parts;
    for (const letter of await letters.due(clock.now(), lanes.full(), LOOKS_AT)) {
      if (!lanes.enter(letter.domain)) continue;
      const claimed = await this.claim(letter).catch((error: unknown) => {
        lanes.leave(letter.domain);
        throw error;
      });
      if (claimed) return claimed;
      lanes.leave(letter.domain);
    }
    return null;
  }

  private claim(letter: Letter): Promise<Letter | null> {
    const attemptedAt = this.parts.clock.now();
    const dueAt = new Date(attemptedAt.getTime() + leaseMs(this.parts.mail));
    return this.change(letter, { state: 'SENDING', attempts: letter.attempts + 1, attemptedAt, dueAt });
  }

  private async deliver(letter: Letter, signal: AbortSignal): Promise<void> {
    const { transport, mail, metrics } = this.parts;
    const { id: letterId, messageId, address: to, createdAt: date } = letter;
    const { from, publicUrl } = mail;
    try {
      await transport.send({ letterId, messageId, from, to, date, ...rendered(letter, publicUrl) }, signal);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return this.failed(letter, error, signal.aborted);
    }
    await this.change(letter, { state: 'SENT', fault: null, answer: null, dueAt: null, sentAt: this.now() });
    metrics.sent();
  }

  private async failed(
    letter: Letter,
    { fault, answer }: DeliveryError,
    isInterrupted: boolean,
  ): Promise<void> {
    const { mail, metrics, logger } = this.parts;
    const { id, kind, attempts } = letter;
    const next = nextAttemptAt(this.now(), attempts, mail.retryAfterMs, Math.random());
    const dueAt = isFinal(fault) ? null : isInterrupted ? this.now() : next;
    const state = dueAt ? 'FAILED' : 'DEAD';
    await this.change(letter, { state, fault, answer: answer?.slice(0, ANSWER_LENGTH) ?? null, dueAt });
    metrics.failed(fault);
    logger.warn({ letter: id, kind, fault, attempts, state }, 'a letter was not delivered');
  }

  /** @returns the letter as it is then; null when another has changed it meanwhile, who answers for it now. */
  private async change(letter: Letter, set: Partial<Letter>): Promise<Letter | null> {
    const { database, letters } = this.parts;
    const isOurs = await database.transaction(() => letters.update(letter.id, letter.version, set));
    return isOurs ? { ...letter, ...set, version: letter.version + 1 } : null;
  }

  private now(): Date {
    return this.parts.clock.now();
  }
}
