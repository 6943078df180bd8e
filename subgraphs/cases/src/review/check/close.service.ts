import type { Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import type { Case, CaseChanges } from '../../case/index.ts';
import type { CategoryRepository } from '../../codes/index.ts';
import type { ClockSegmentRepository } from '../../worktime/index.ts';
import type { Ticket, TicketRepository } from '../../dispatch/index.ts';
import { lookBackDay, scheduledLookBack, type LookBackRepository } from '../look-back/index.ts';
import type { CloseCaseInput } from './check.input.ts';
import { ofPresentRound } from './round.rule.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly tickets: TicketRepository;
  readonly clocks: ClockSegmentRepository;
  readonly categories: CategoryRepository;
  readonly lookBacks: LookBackRepository;
}

/** Closing: the facts that scoring reads are announced now, when they can no longer change. */
export class CloseService {
  constructor(private readonly parts: Parts) {}

  async close(actor: Actor, input: CloseCaseInput): Promise<Case> {
    const { scope, changes } = this.parts;
    const id = await mutate(scope, actor, 'closeCase', input, async () => {
      const subject = await changes.visible(actor, input.caseId);
      const closedAt = scope.clock.now();
      const { version } = input;
      const closed = await changes.perform(actor, subject, {
        action: 'close',
        to: 'CLOSED',
        version,
        set: { closedAt, lookBackDueOn: await this.lookBackDay(subject, closedAt) },
      });
      await this.parts.clocks.end(closed.id, null, closedAt);
      const lookBack = scheduledLookBack(closed);
      if (lookBack) await this.parts.lookBacks.insert(lookBack);
      await this.settle(closed, closedAt);
      return closed.id;
    });
    return changes.visible(actor, id);
  }

  private async lookBackDay({ categoryCode }: Case, closedAt: Date): Promise<string | null> {
    const category = categoryCode ? await this.parts.categories.find(categoryCode) : null;
    return lookBackDay(closedAt, category?.lookBackDays ?? null);
  }

  private async settle(closed: Case, closedAt: Date): Promise<void> {
    const { changes, tickets } = this.parts;
    const issued = ofPresentRound(closed, await tickets.ofCase(closed.id));
    const done = issued.filter(({ state }) => state === 'DONE');
    for (const ticket of done) await changes.tell('TicketSettled', closed, settled(closed, ticket));
    const { id: caseId, number, categoryCode, channelCode: channel, gridCode, leadOrganizationCode } = closed;
    const { reporterId, reworkCount, isSuperior, filedAt, dueAt } = closed;
    await changes.tell('CaseClosed', closed, {
      ...{
        caseId,
        number,
        categoryCode,
        channel,
        gridCode,
        leadOrganizationCode,
        reporterId,
        reworkCount,
        isSuperior,
      },
      filedAt: filedAt?.toISOString() ?? null,
      closedAt: closedAt.toISOString(),
      isOnTime: dueAt !== null && closedAt <= dueAt,
    });
  }
}

function settled(
  { number, channelCode: channel, isSuperior }: Case,
  ticket: Ticket,
): Readonly<Record<string, unknown>> {
  const { id: ticketId, caseId, categoryCode, gridCode, organizationCode, role: kind, reworkCount } = ticket;
  const { issuedAt, acknowledgedAt, dueAt, doneAt } = ticket;
  return {
    ...{
      ticketId,
      caseId,
      number,
      categoryCode,
      gridCode,
      channel,
      organizationCode,
      kind,
      reworkCount,
      isSuperior,
    },
    issuedAt: issuedAt.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    dueAt: dueAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
    isOnTime: doneAt !== null && doneAt <= dueAt,
  };
}
