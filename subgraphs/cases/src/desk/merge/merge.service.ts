import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import {
  ENDED_STATES,
  caseWorkflow,
  type Case,
  type CaseChanges,
  type CaseCredit,
  type HistoryService,
} from '../../case/index.ts';
import type { Category, CategoryRepository } from '../../codes/index.ts';
import { refusalToMerge } from './duplicate.rule.ts';
import type { MergeCaseInput, UnmergeCaseInput } from './merge.input.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly credit: CaseCredit;
  readonly categories: CategoryRepository;
  readonly history: HistoryService;
}

/** The rows that decide a merge. */
interface MergeFacts {
  readonly subject: Case;
  readonly into: Case;
  readonly category: Category | null;
}

/** Merges two cases about one matter: the earlier goes on, and the earliest report has the credit of both. */
export class MergeService {
  constructor(private readonly parts: Parts) {}

  merge(actor: Actor, input: MergeCaseInput): Promise<Case> {
    const { scope, changes, credit } = this.parts;
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation: 'mergeCase',
      load: () => this.facts(actor, input),
      permit: (_actor, { subject }) => caseWorkflow.require(actor, subject, 'merge'),
      decide: ({ subject, into, category }, { version }) => {
        requireSameMatter(subject, into, category);
        const set = { stateBefore: subject.state, mergedIntoId: into.id };
        return { action: 'merge', to: 'MERGED', version, note: into.number, set } as const;
      },
      write: async (change, { subject, into }, permission) => {
        const merged = await changes.write(actor, permission, subject, change);
        await this.recordInOther(actor, permission.role, into.id, subject, merged);
        await credit.settle(into);
        return merged;
      },
    });
  }

  unmerge(actor: Actor, input: UnmergeCaseInput): Promise<Case> {
    const { scope, changes, credit } = this.parts;
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation: 'unmergeCase',
      permit: (_actor, subject) => caseWorkflow.require(actor, subject, 'unmerge'),
      decide: ({ number, stateBefore, mergedIntoId }, { version }) => {
        if (!stateBefore || !mergedIntoId) throw new Error(`${number} is merged into nothing`);
        const set = { stateBefore: null, mergedIntoId: null };
        return { mergedIntoId, change: { action: 'unmerge', to: stateBefore, version, set } } as const;
      },
      write: async ({ mergedIntoId, change }, subject, permission) => {
        const parted = await changes.write(actor, permission, subject, change);
        await this.recordInOther(actor, permission.role, mergedIntoId, subject, parted);
        await credit.settleOf(mergedIntoId);
        return parted;
      },
    });
  }

  private async facts(actor: Actor, { caseId, intoCaseId }: MergeCaseInput): Promise<MergeFacts> {
    const { changes, categories } = this.parts;
    const subject = await changes.visible(actor, caseId);
    const into = await changes.visible(actor, intoCaseId);
    const { categoryCode } = subject;
    return { subject, into, category: categoryCode ? await categories.find(categoryCode) : null };
  }

  /** The history of the case that goes on names the cases that joined it and left it. */
  private recordInOther(
    actor: Actor,
    actorRole: string | null,
    caseId: string,
    { id: thingId, number: note, state: from }: Case,
    { state: to }: Case,
  ): Promise<void> {
    const action = to === 'MERGED' ? 'merge' : 'unmerge';
    return this.parts.history.append(actor, {
      caseId,
      thing: 'CASE',
      thingId,
      action,
      from,
      to,
      actorRole,
      note,
    });
  }
}

function requireSameMatter(subject: Case, into: Case, category: Category | null): void {
  const { states, actions } = caseWorkflow;
  const refusal = ENDED_STATES.includes(into.state)
    ? ({ guard: 'caseStands', state: states[into.state] } as const)
    : refusalToMerge(subject, into, category);
  if (refusal) throw new EcoGridError('GUARD_FAILED', { action: actions.merge, ...refusal });
}
