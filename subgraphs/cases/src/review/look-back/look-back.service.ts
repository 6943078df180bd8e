import { personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay } from '@ecogrid/service';
import { mutate, perform, type MutationScope } from '@ecogrid/subgraph';
import { caseWorkflow, type Case, type CaseChanges, type CaseInput } from '../../case/index.ts';
import type { RecordLookBackInput, StartLookBackInput } from './look-back.input.ts';
import type { LookBackRepository } from './look-back.repository.ts';
import { reasonMissing } from './reason.rule.ts';
import type { Reopening } from './reopening.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly lookBacks: LookBackRepository;
  readonly reopening: Reopening;
}

/** Whether what was put right lasts; when it does not, the case is reopened. docs/domain.md row 42. */
export class LookBackService {
  constructor(private readonly parts: Parts) {}

  start(actor: Actor, input: StartLookBackInput): Promise<Case> {
    const { scope, changes } = this.parts;
    const action = 'startLookBack';
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation: action,
      permit: (_actor, subject) => caseWorkflow.require(actor, subject, action),
      decide: (_subject, { version }) => ({ action, to: 'LOOKBACK', version }) as const,
      write: (plan, subject, permission) => changes.write(actor, permission, subject, plan),
    });
  }

  record(actor: Actor, input: RecordLookBackInput): Promise<Case> {
    return this.run(actor, 'recordLookBack', input, async (subject) => {
      const { scope, changes, lookBacks, reopening } = this.parts;
      const { version, outcome, note } = input;
      const hasFailed = outcome === 'FAILED';
      caseWorkflow.require(actor, subject, 'recordLookBack');
      const { id, dueOn } = await lookBacks.due(subject.id);
      const recordedAt = scope.clock.now();
      const missing = note ? null : reasonMissing(outcome, dueOn, shanghaiDay(recordedAt));
      if (missing) throw missing;
      const set = { lookBackDueOn: null, ...(hasFailed && (await reopening.state(subject, id))) };
      const to = hasFailed ? 'REOPENED' : 'CLOSED';
      const change = { action: 'recordLookBack', to, version, set, note } as const;
      const done = await changes.perform(actor, subject, change);
      const recorded = { note: note ?? null, recordedBy: personOf(actor), recordedAt };
      await lookBacks.record(id, { state: outcome, ...recorded });
      if (hasFailed) await reopening.announce(actor, done, id, note ?? null);
    });
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
