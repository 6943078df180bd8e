import { EcoGridError } from '@ecogrid/errors';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import type { HistoryService } from '../../case/index.ts';
import type { ProjectionRepository } from '../../neighbours/index.ts';
import { addressed } from './address.rule.ts';
import type { Letter } from './letter.entity.ts';
import type { ResendLetterInput } from './letter.input.ts';
import { canReadLetter } from './letter.policy.ts';
import type { LetterRepository } from './letter.repository.ts';
import { letterWorkflow } from './letter.workflow.ts';
import type { MailOutbox } from './mail-outbox.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly letters: LetterRepository;
  readonly projections: ProjectionRepository;
  readonly history: HistoryService;
  readonly outbox: Outbox;
  readonly mail: MailOutbox;
}

/** The actions of the desk on dead e-mails. */
export class LetterService {
  constructor(private readonly parts: Parts) {}

  /** Queues a dead letter anew: to the address that its organization has now, under the Message-ID it always had. */
  async resend(actor: Actor, input: ResendLetterInput): Promise<Letter> {
    const id = await mutate(this.parts.scope, actor, 'resendLetter', input, async () => {
      const letter = await this.visible(actor, input.letterId);
      const { role } = letterWorkflow.require(actor, letter, 'resend');
      const set = { ...(await this.addressedAnew(letter)), attempts: 0, answer: null };
      if (!(await this.parts.letters.update(letter.id, input.version, set))) throw stale(letter, input);
      await this.record(actor, role, letter);
      this.parts.mail.wakeAfterCommit();
      return letter.id;
    });
    return this.visible(actor, id);
  }

  private async addressedAnew({ organizationCode }: Letter): Promise<ReturnType<typeof addressed>> {
    const [organization] = await this.parts.projections.organizations([organizationCode]);
    const anew = addressed(organization?.email, this.now());
    if (anew.state !== 'DEAD') return anew;
    const action = letterWorkflow.actions.resend;
    throw new EcoGridError('GUARD_FAILED', { action, guard: 'hasAddress', organizationCode });
  }

  private async record(actor: Actor, actorRole: string | null, letter: Letter): Promise<void> {
    const { id, caseId, ticketId, organizationCode: channel } = letter;
    const change = { action: 'resend', from: 'DEAD', to: 'QUEUED', actorRole } as const;
    await this.parts.history.append(actor, { caseId, thing: 'LETTER', thingId: id, ...change });
    const payload = { letterId: id, caseId, ticketId, organizationCode: channel };
    const event = { topic: 'LetterResent', channel, aggregateId: id, payload, occurredAt: this.now() };
    await this.parts.outbox.announce(event);
  }

  private async visible(actor: Actor, id: string): Promise<Letter> {
    const letter = await this.parts.letters.find(id);
    if (letter && canReadLetter(actor, letter)) return letter;
    throw new EcoGridError('NOT_FOUND', { thing: 'emailDelivery', id });
  }

  private now(): Date {
    return this.parts.scope.clock.now();
  }
}

function stale({ version: actual }: Letter, { version: expected }: ResendLetterInput): EcoGridError {
  return new EcoGridError('VERSION_STALE', { thing: 'emailDelivery', expected, actual });
}
