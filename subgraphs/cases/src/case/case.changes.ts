import { EcoGridError } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { NewEvent, Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { Clock } from '@ecogrid/service';
import type { Category } from '../codes/index.ts';
import type { TimeSegment } from '@ecogrid/work-time';
import type { HistoryAction, HistoryService, HistoryLine } from './history/index.ts';
import { changedBy } from '../kernel/index.ts';
import { Case, listedBy } from './case.entity.ts';
import { canReadCase } from './case.policy.ts';
import type { CaseRepository } from './case.repository.ts';
import { type CaseAction, type CaseFacts, type CaseState, caseWorkflow } from './workflow/index.ts';

/** Further effects of a change of a case, in its unit of work. */
export interface CaseFollower {
  /** In the unit of work in which a case is opened. */
  opened?(subject: Case): Promise<void>;
  /** @param segments how the business clock ran, where the use case has read it. */
  follow(before: Case, after: Case, segments?: readonly TimeSegment[]): Promise<void>;
}

interface Parts {
  readonly cases: CaseRepository;
  readonly history: HistoryService;
  readonly outbox: Outbox<TopicOf<'cases'>>;
  readonly clock: Clock;
  readonly caseFollowers: readonly CaseFollower[];
}

/** An action of the state table, or one that changes no state and is open in each. */
export interface CaseChange<Action extends HistoryAction = CaseAction> {
  readonly action: Action;
  readonly to: keyof typeof CaseState;
  /** The version the caller has seen. */
  readonly version: number;
  readonly set?: Partial<Case>;
  readonly note?: string | null | undefined;
  /** Tickets that open with the change, or close with it when there are fewer. */
  readonly openedTickets?: number;
  /** Lines of history that follow the one of the change. */
  readonly lines?: readonly HistoryLine[];
  /** Facts about the case that are announced after the change. */
  readonly facts?: readonly CaseFact[];
  /** Events of other things that are announced after that. */
  readonly events?: ReadonlyArray<NewEvent<TopicOf<'cases'>>>;
  /** How the business clock ran, where the use case has read it. */
  readonly segments?: readonly TimeSegment[];
}

/** An event about a case besides its change of state. */
export interface CaseFact {
  readonly topic: TopicOf<'cases'>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The row of the state table for a permitted change. */
export type CasePermission = ReturnType<typeof caseWorkflow.require>;

/** The fields of a case that decide its visibility by place. */
type Whereabouts = Pick<Case, 'gridCode' | 'enterpriseCode'>;

interface Changed {
  readonly action: HistoryAction;
  readonly from: Case['state'] | null;
}

/** The one way by which a case changes state: table, version, history and event, inside the caller's unit of work. */
export class CaseChanges {
  constructor(private readonly parts: Parts) {}

  /** The case, if the actor may see it. @throws EcoGridError NOT_FOUND. */
  async visible(actor: Actor, id: string): Promise<Case> {
    const found = await this.parts.cases.find(id);
    if (found && canReadCase(actor, found)) return this.withHandlers(found);
    throw new EcoGridError('NOT_FOUND', { thing: 'case', id });
  }

  /** The case as the table examines it: while it is checked, with the people who cannot check it. */
  private async withHandlers(subject: Case): Promise<Case & CaseFacts> {
    if (subject.state !== 'CHECKING') return subject;
    return Object.assign(subject, { handlerIds: await this.parts.history.handlers(subject.id) });
  }

  /** The same with its category, which is null while none is set, in one statement. */
  async withCategory(actor: Actor, id: string): Promise<{ subject: Case; category: Category | null }> {
    const found = await this.parts.cases.withCategory(id);
    if (found && canReadCase(actor, found.subject))
      return { ...found, subject: await this.withHandlers(found.subject) };
    throw new EcoGridError('NOT_FOUND', { thing: 'case', id });
  }

  /** The steps that every use case of one case shares: it reads the case, and a retry answers with it. */
  about(actor: Actor, { caseId }: { readonly caseId: string }) {
    return {
      answersWith: caseId,
      load: (): Promise<Case> => this.visible(actor, caseId),
      again: (id: string): Promise<Case> => this.visible(actor, id),
    };
  }

  /** An automatic step after an action of the actor. */
  async follow(actor: Actor, subject: Case, change: CaseChange): Promise<Case> {
    return this.write(actor, caseWorkflow.follow(subject, change.action), subject, change);
  }

  /** Announces facts about a case besides its change of state. */
  async announce(
    topic: TopicOf<'cases'>,
    subject: Case,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.parts.outbox.announce(this.event(topic, subject, payload));
  }

  /** @param was the place before a move, so that its subscribers there learn that it left. */
  async changed(actor: Actor, subject: Case, change: Changed, was?: Whereabouts): Promise<void> {
    await this.parts.outbox.announce(this.changedEvent(actor, subject, change, was));
  }

  /**
   * Writes a change that is permitted. @throws EcoGridError VERSION_STALE.
   * @returns the case as it is now; its count of open tickets is the one that was read, counted on.
   */
  async write(
    actor: Actor,
    { to: allowed, role }: CasePermission,
    subject: Case,
    change: CaseChange<HistoryAction>,
  ): Promise<Case> {
    const { action, to, version, set, note, openedTickets = 0, lines = [], facts = [], events = [] } = change;
    if (!allowed.includes(to)) throw new Error(`${action} does not lead to ${to}`);
    const { id, state: from } = subject;
    const patch = {
      ...set,
      state: to,
      updatedAt: this.parts.clock.now(),
      ...listedBy({ ...subject, ...set }),
    };
    if (!(await this.parts.cases.update(id, version, patch, { before: subject, openedTickets }))) {
      throw new EcoGridError('VERSION_STALE', { thing: 'case', expected: version, actual: subject.version });
    }
    const openTickets = (patch.openTickets ?? subject.openTickets) + openedTickets;
    const changed = Object.assign(new Case(), subject, patch, { version: version + 1, openTickets });
    const line: HistoryLine = {
      caseId: id,
      thing: 'CASE',
      thingId: id,
      action,
      from,
      to,
      actorRole: role,
      note,
    };
    await this.parts.history.append(actor, line, ...lines);
    for (const follower of this.parts.caseFollowers) await follower.follow(subject, changed, change.segments);
    await this.parts.outbox.announce(
      this.changedEvent(actor, changed, { action, from }, whereaboutsBefore(subject, changed)),
      ...facts.map(({ topic, payload }) => this.event(topic, changed, payload)),
      ...events,
    );
    return changed;
  }

  private changedEvent(
    actor: Actor,
    subject: Case,
    { action, from }: Changed,
    was?: Whereabouts,
  ): NewEvent<TopicOf<'cases'>> {
    const { id, number, state, version, gridCode, enterpriseCode, organizationCodes } = subject;
    const payload = {
      caseId: id,
      number,
      state,
      version,
      action,
      from,
      by: changedBy(actor),
      gridCode,
      enterpriseCode,
      organizationCodes,
      ...(was && { was }),
    };
    return this.event('CaseChanged', subject, payload);
  }

  private event(
    topic: TopicOf<'cases'>,
    { id, gridCode }: Case,
    payload: Readonly<Record<string, unknown>>,
  ): NewEvent<TopicOf<'cases'>> {
    return { topic, channel: gridCode ?? '', aggregateId: id, payload, occurredAt: this.parts.clock.now() };
  }
}

function whereaboutsBefore(before: Case, after: Case): Whereabouts | undefined {
  const { gridCode, enterpriseCode } = before;
  const hasMoved = gridCode !== after.gridCode || enterpriseCode !== after.enterpriseCode;
  return hasMoved ? { gridCode, enterpriseCode } : undefined;
}
