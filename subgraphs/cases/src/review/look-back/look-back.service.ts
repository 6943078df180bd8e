import { personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay } from '@ecogrid/service';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import {
  caseWorkflow,
  type Case,
  type CaseChange,
  type CaseChanges,
  type CasePermission,
} from '../../case/index.ts';
import type { LookBack } from './look-back.entity.ts';
import type { RecordLookBackInput, StartLookBackInput } from './look-back.input.ts';
import type { LookBackRepository } from './look-back.repository.ts';
import { reasonMissing } from './reason.rule.ts';
import { reopened, type Reopening, type ReopeningFacts, type ReopeningPlan } from './reopening.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly lookBacks: LookBackRepository;
  readonly reopening: Reopening;
}

interface Facts {
  readonly subject: Case;
  readonly reopening: ReopeningFacts;
}

type Plan =
  | { readonly reopening: ReopeningPlan }
  | { readonly change: CaseChange; readonly lookBackId: string; readonly recorded: Partial<LookBack> };

/** Whether a rectification lasts; when it does not, the case is reopened. docs/domain.md row 42. */
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
    const { scope, changes, reopening } = this.parts;
    const about = changes.about(actor, input);
    return perform(scope, actor, input, {
      ...about,
      operation: 'recordLookBack',
      load: async () => {
        const subject = await about.load();
        return { subject, reopening: await reopening.load(subject) };
      },
      permit: (_actor, { subject }) => caseWorkflow.require(actor, subject, 'recordLookBack'),
      decide: (facts, _input, now) => recorded(personOf(actor), facts, input, now),
      write: (plan, { subject }, permission) => this.write(actor, plan, subject, permission),
    });
  }

  private async write(actor: Actor, plan: Plan, subject: Case, permission: CasePermission): Promise<Case> {
    const { changes, lookBacks, reopening } = this.parts;
    if ('reopening' in plan) return reopening.write(actor, permission, subject, plan.reopening);
    const done = await changes.write(actor, permission, subject, plan.change);
    await lookBacks.record(plan.lookBackId, plan.recorded);
    return done;
  }
}

/** @throws EcoGridError GUARD_FAILED without a reason where one is needed. */
function recorded(
  recordedBy: string | null,
  { subject, reopening }: Facts,
  input: RecordLookBackInput,
  recordedAt: Date,
): Plan {
  const { version, outcome, note = null } = input;
  const { lookBack } = reopening;
  if (!lookBack) throw new Error(`case ${subject.id} has no look-back that is due`);
  const missing = note ? null : reasonMissing(outcome, lookBack.dueOn, shanghaiDay(recordedAt));
  if (missing) throw missing;
  const action = 'recordLookBack';
  const by = { action, version, note, recordedBy } as const;
  if (outcome === 'FAILED') return { reopening: reopened(subject, reopening, by, recordedAt) };
  const change = { action, to: 'CLOSED', version, set: { lookBackDueOn: null }, note } as const;
  return { change, lookBackId: lookBack.id, recorded: { state: outcome, note, recordedBy, recordedAt } };
}
