import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import {
  ENDED_STATES,
  caseWorkflow,
  type Case,
  type CaseChanges,
  type CaseCredit,
  type CaseInput,
  type HistoryService,
} from '../../case/index.ts';
import type { CategoryRepository } from '../../codes/index.ts';
import { refusalToMerge } from './duplicate.rule.ts';
import type { MergeCaseInput, UnmergeCaseInput } from './merge.input.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly credit: CaseCredit;
  readonly categories: CategoryRepository;
  readonly history: HistoryService;
}

/** Merges two cases about one matter: the earlier goes on, and the earliest report has the credit of both. */
export class MergeService {
  constructor(private readonly parts: Parts) {}

  merge(actor: Actor, input: MergeCaseInput): Promise<Case> {
    return this.run(actor, 'mergeCase', input, async (subject) => {
      const { role } = caseWorkflow.require(actor, subject, 'merge');
      const { version, intoCaseId } = input;
      const into = await this.parts.changes.visible(actor, intoCaseId);
      await this.requireSameMatter(subject, into);
      const set = { stateBefore: subject.state, mergedIntoId: into.id };
      const change = { action: 'merge', to: 'MERGED', version, note: into.number } as const;
      const merged = await this.parts.changes.perform(actor, subject, { ...change, set });
      await this.recordInOther(actor, role, into.id, subject, merged);
      await this.parts.credit.settle(into.id);
    });
  }

  unmerge(actor: Actor, input: UnmergeCaseInput): Promise<Case> {
    return this.run(actor, 'unmergeCase', input, async (subject) => {
      const { role } = caseWorkflow.require(actor, subject, 'unmerge');
      const { stateBefore, mergedIntoId } = subject;
      if (!stateBefore || !mergedIntoId) throw new Error(`${subject.number} is merged into nothing`);
      const set = { stateBefore: null, mergedIntoId: null };
      const change = { action: 'unmerge', to: stateBefore, version: input.version, set } as const;
      const parted = await this.parts.changes.perform(actor, subject, change);
      await this.recordInOther(actor, role, mergedIntoId, subject, parted);
      await this.parts.credit.settle(mergedIntoId);
    });
  }

  private async requireSameMatter(subject: Case, into: Case): Promise<void> {
    const category = subject.categoryCode ? await this.parts.categories.find(subject.categoryCode) : null;
    const { states, actions } = caseWorkflow;
    const refusal = ENDED_STATES.includes(into.state)
      ? ({ guard: 'caseStands', state: states[into.state] } as const)
      : refusalToMerge(subject, into, category);
    if (refusal) throw new EcoGridError('GUARD_FAILED', { action: actions.merge, ...refusal });
  }

  /** The history of the case that goes on says what joined it and left it. */
  private recordInOther(
    actor: Actor,
    role: string | null,
    caseId: string,
    was: Case,
    is: Case,
  ): Promise<void> {
    const action = is.state === 'MERGED' ? 'merge' : 'unmerge';
    const line = {
      caseId,
      thing: 'CASE',
      thingId: was.id,
      action,
      actorRole: role,
      note: was.number,
    } as const;
    return this.parts.history.append(actor, { ...line, from: was.state, to: is.state });
  }

  private async run(
    actor: Actor,
    operation: string,
    input: CaseInput,
    work: (subject: Case) => Promise<void>,
  ): Promise<Case> {
    const { scope, changes } = this.parts;
    const id = await mutate(scope, actor, operation, input, async () => {
      const subject = await changes.visible(actor, input.caseId);
      await work(subject);
      return subject.id;
    });
    return changes.visible(actor, id);
  }
}
