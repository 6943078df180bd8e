import type { Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import {
  caseWorkflow,
  type Case,
  type CaseChange,
  type CaseChanges,
  type CasePermission,
} from '../../case/index.ts';
import type { Category } from '../../codes/index.ts';
import type { ClockSegmentRepository } from '../../worktime/index.ts';
import type { Ticket, TicketRepository } from '../../dispatch/index.ts';
import {
  lookBackDay,
  scheduledLookBack,
  type LookBack,
  type LookBackRepository,
} from '../look-back/index.ts';
import type { CloseCaseInput } from './check.input.ts';
import { ofPresentRound } from './round.rule.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly tickets: TicketRepository;
  readonly clocks: ClockSegmentRepository;
  readonly lookBacks: LookBackRepository;
}

interface CloseFacts {
  readonly subject: Case;
  readonly category: Category | null;
  readonly tickets: readonly Ticket[];
}

interface ClosePlan {
  readonly closedAt: Date;
  readonly change: CaseChange;
  readonly lookBack: LookBack | null;
}

/** Closing: the facts that scoring reads are announced now, when they can no longer change. */
export class CloseService {
  constructor(private readonly parts: Parts) {}

  close(actor: Actor, input: CloseCaseInput): Promise<Case> {
    const { scope, changes } = this.parts;
    return perform(scope, actor, input, {
      operation: 'closeCase',
      answersWith: input.caseId,
      load: ({ caseId }) => this.load(actor, caseId),
      permit: (_actor, { subject }) => caseWorkflow.require(actor, subject, 'close'),
      decide: (facts, { version }, now) => planned(facts, version, now),
      write: (plan, { subject }, permission) => this.write(actor, plan, subject, permission),
      again: (id) => changes.visible(actor, id),
    });
  }

  private async load(actor: Actor, caseId: string): Promise<CloseFacts> {
    const { changes, tickets } = this.parts;
    return { ...(await changes.withCategory(actor, caseId)), tickets: await tickets.ofCase(caseId) };
  }

  private async write(
    actor: Actor,
    { closedAt, change, lookBack }: ClosePlan,
    subject: Case,
    permission: CasePermission,
  ): Promise<Case> {
    const { changes, clocks, lookBacks } = this.parts;
    const closed = await changes.write(actor, permission, subject, change);
    await clocks.end(closed.id, null, closedAt);
    if (lookBack) await lookBacks.insert(lookBack);
    return closed;
  }
}

function planned({ subject, category, tickets }: CloseFacts, version: number, closedAt: Date): ClosePlan {
  const set = { closedAt, lookBackDueOn: lookBackDay(closedAt, category?.lookBackDays ?? null) };
  const closed = { ...subject, ...set };
  const done = ofPresentRound(closed, tickets).filter(({ state }) => state === 'DONE');
  const facts = [
    ...done.map((ticket) => ({ topic: 'TicketSettled', payload: settled(closed, ticket) }) as const),
    { topic: 'CaseClosed', payload: closedPayload(closed, closedAt) } as const,
  ];
  const change = { action: 'close', to: 'CLOSED', version, set, facts } as const;
  return { closedAt, change, lookBack: scheduledLookBack(closed) };
}

function closedPayload(closed: Case, closedAt: Date): Readonly<Record<string, unknown>> {
  const { id: caseId, number, categoryCode, channelCode: channel, gridCode, leadOrganizationCode } = closed;
  const { reporterId, reworkCount, isSuperior, filedAt, dueAt } = closed;
  return {
    caseId,
    number,
    categoryCode,
    channel,
    gridCode,
    leadOrganizationCode,
    reporterId,
    reworkCount,
    isSuperior,
    filedAt: filedAt?.toISOString() ?? null,
    closedAt: closedAt.toISOString(),
    isOnTime: dueAt !== null && closedAt <= dueAt,
  };
}

function settled(
  { number, channelCode: channel, isSuperior }: Case,
  ticket: Ticket,
): Readonly<Record<string, unknown>> {
  const { id: ticketId, caseId, categoryCode, gridCode, organizationCode, role: kind, reworkCount } = ticket;
  const { issuedAt, acknowledgedAt, dueAt, doneAt } = ticket;
  return {
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
    issuedAt: issuedAt.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    dueAt: dueAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
    isOnTime: doneAt !== null && doneAt <= dueAt,
  };
}
