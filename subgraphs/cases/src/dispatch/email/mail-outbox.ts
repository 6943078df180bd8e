import { newId, type Database } from '@ecogrid/database';
import type { Clock } from '@ecogrid/service';
import type { ProjectionRepository } from '../../neighbours/index.ts';
import { addressed } from './address.rule.ts';
import type { Letter } from './letter.entity.ts';
import type { LetterFacts } from './letter.facts.ts';
import type { LetterRepository } from './letter.repository.ts';
import type { LetterKind } from './letter.vocabulary.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly letters: LetterRepository;
  readonly projections: ProjectionRepository;
  /** The domain of a Message-ID. */
  readonly mailDomain: string;
}

/** An e-mail as its writer queues it: kind, organization and facts. */
export interface LetterDraft {
  readonly kind: keyof typeof LetterKind;
  readonly organizationCode: string;
  readonly caseId: string;
  readonly ticketId: string;
  readonly facts: LetterFacts;
}

/**
 * The entry of this feature: a notification of an organization is queued here, inside the unit of work of the
 * change; the postmen send it once that is durable.
 */
export class MailOutbox {
  private wake: () => void = () => undefined;

  constructor(private readonly parts: Parts) {}

  /** Called after each commit that wrote letters. */
  whenWritten(wake: () => void): void {
    this.wake = wake;
  }

  /** An organization without an address gets its letter all the same: a dead one, which the desk sees. */
  async write(...drafts: readonly LetterDraft[]): Promise<void> {
    const { letters, projections } = this.parts;
    const codes = drafts.map(({ organizationCode }) => organizationCode);
    const known = await projections.organizations([...new Set(codes)]);
    const emails = new Map(known.map(({ code, email }) => [code, email]));
    await letters.insert(drafts.map((draft) => this.written(draft, emails.get(draft.organizationCode))));
    this.wakeAfterCommit();
  }

  /** There is something to send once the present unit of work is durable. */
  wakeAfterCommit(): void {
    this.parts.database.afterCommit(() => this.wake());
  }

  private written(draft: LetterDraft, email: string | undefined): Letter {
    const id = newId();
    const createdAt = this.parts.clock.now();
    return {
      ...draft,
      ...addressed(email, createdAt),
      ...{ id, version: 1, messageId: `<${id}@${this.parts.mailDomain}>` },
      ...{ attempts: 0, answer: null, createdAt, attemptedAt: null, sentAt: null },
    };
  }
}
