import { EcoGridError } from '@ecogrid/errors';
import type { NewEvent, Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { Clock } from '@ecogrid/service';
import type { HistoryAction, HistoryService } from './history/index.ts';
import { changedBy } from '../kernel/index.ts';
import { listedBy, type Case } from './case.entity.ts';
import { canReadCase } from './case.policy.ts';
import type { CaseRepository } from './case.repository.ts';
import type { CaseAction, CaseState } from './case.vocabulary.ts';
import { caseWorkflow } from './case.workflow.ts';

/** Further effects of a change of a case, in its unit of work. */
export interface CaseFollower {
  /** In the unit of work in which a case is opened. */
  opened?(subject: Case): Promise<void>;
  follow(before: Case, after: Case): Promise<void>;
}

interface Parts {
  readonly cases: CaseRepository;
  readonly history: HistoryService;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly caseFollowers: readonly CaseFollower[];
}

export interface CaseChange {
  readonly action: keyof typeof CaseAction;
  readonly to: keyof typeof CaseState;
  /** The version the caller has seen. */
  readonly version: number;
  readonly set?: Partial<Case>;
  readonly note?: string | null | undefined;
}

/** The fields of a case that decide its visibility by place. */
type Whereabouts = Pick<Case, 'gridCode' | 'enterpriseCode'>;

/** The one way by which a case changes state: table, version, history and event, inside the caller's unit of work. */
export class CaseChanges {
  constructor(private readonly parts: Parts) {}

  /** The case, if the actor may see it. @throws EcoGridError NOT_FOUND. */
  async visible(actor: Actor, id: string): Promise<Case> {
    const found = await this.parts.cases.find(id);
    if (found && canReadCase(actor, found)) return found;
    throw new EcoGridError('NOT_FOUND', { thing: 'case', id });
  }

  /** @throws EcoGridError FORBIDDEN, STATE_NOT_ALLOWED, GUARD_FAILED or VERSION_STALE. */
  async perform(actor: Actor, subject: Case, change: CaseChange): Promise<Case> {
    const { to, role } = caseWorkflow.require(actor, subject, change.action);
    return this.write(actor, role, subject, to, change);
  }

  /** An automatic step after an action of the actor. */
  async follow(actor: Actor, subject: Case, change: CaseChange): Promise<Case> {
    const { to } = caseWorkflow.follow(subject, change.action);
    return this.write(actor, null, subject, to, change);
  }

  /** Announces facts about a case besides its change of state. */
  async tell(topic: string, subject: Case, payload: Readonly<Record<string, unknown>>): Promise<void> {
    await this.parts.outbox.announce(this.event(topic, subject, payload));
  }

  /** @param was the place before a move, so that its subscribers there learn that it left. */
  changed(
    actor: Actor,
    subject: Case,
    { action, from }: { readonly action: HistoryAction; readonly from: Case['state'] | null },
    was?: Whereabouts,
  ): Promise<void> {
    const { id, number, state, version, gridCode, enterpriseCode, organizationCodes } = subject;
    const payload = {
      ...{ caseId: id, number, state, version, action, from, by: changedBy(actor) },
      ...{ gridCode, enterpriseCode, organizationCodes },
      ...(was && { was }),
    };
    return this.tell('CaseChanged', subject, payload);
  }

  private async write(
    actor: Actor,
    role: string | null,
    subject: Case,
    allowed: ReadonlyArray<keyof typeof CaseState>,
    { action, to, version, set, note }: CaseChange,
  ): Promise<Case> {
    if (!allowed.includes(to)) throw new Error(`${action} does not lead to ${to}`);
    const { id, state: from } = subject;
    const patch = { ...set, state: to, ...listedBy({ ...subject, ...set }) };
    if (!(await this.parts.cases.update(id, version, patch))) {
      throw new EcoGridError('VERSION_STALE', { thing: 'case', expected: version, actual: subject.version });
    }
    const changed = { ...subject, ...patch, version: version + 1 };
    await this.parts.history.append(actor, {
      caseId: id,
      thing: 'CASE',
      thingId: id,
      action,
      from,
      to,
      actorRole: role,
      note,
    });
    for (const follower of this.parts.caseFollowers) await follower.follow(subject, changed);
    await this.changed(actor, changed, { action, from }, whereaboutsBefore(subject, changed));
    return changed;
  }

  private event(topic: string, { id, gridCode }: Case, payload: Readonly<Record<string, unknown>>): NewEvent {
    return { topic, channel: gridCode ?? '', aggregateId: id, payload, occurredAt: this.parts.clock.now() };
  }
}

function whereaboutsBefore(before: Case, after: Case): Whereabouts | undefined {
  const { gridCode, enterpriseCode } = before;
  const hasMoved = gridCode !== after.gridCode || enterpriseCode !== after.enterpriseCode;
  return hasMoved ? { gridCode, enterpriseCode } : undefined;
}
