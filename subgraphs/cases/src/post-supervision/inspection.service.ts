import { EcoGridError } from '@ecogrid/errors';
import { personOf, type Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import type { AttachmentService } from '../attachment/index.ts';
import { caseWorkflow, type Case, type CaseChanges } from '../case/index.ts';
import { photoTold, type HistoryService } from '../history/index.ts';
import type { LookBackRepository, Reopening } from '../look-back/index.ts';
import type { RecordInspectionInput } from './post-supervision.input.ts';
import type { PostSupervisionRepository } from './post-supervision.repository.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly supervision: PostSupervisionRepository;
  readonly changes: CaseChanges;
  readonly lookBacks: LookBackRepository;
  readonly reopening: Reopening;
  readonly photos: AttachmentService;
  readonly history: HistoryService;
}

/** What the post-supervision group finds at a case that was drawn; a failure reopens it, as that of a look-back does. */
export class InspectionService {
  constructor(private readonly parts: Parts) {}

  async record(actor: Actor, input: RecordInspectionInput): Promise<Case> {
    const { scope, changes } = this.parts;
    const id = await mutate(scope, actor, 'recordInspection', input, async () => {
      const subject = await changes.visible(actor, input.caseId);
      caseWorkflow.require(actor, subject, 'recordInspection');
      const inspectionId = subject.inspectionDueId as string;
      if (input.outcome === 'FAILED' && !input.note) throw reasonMissing();
      await this.attach(actor, subject.id, inspectionId, input.photoIds ?? []);
      const recorded = await this.decide(actor, subject, inspectionId, input);
      await this.parts.supervision.record(inspectionId, {
        ...{ state: input.outcome, note: input.note ?? null },
        ...{ recordedBy: personOf(actor), recordedAt: scope.clock.now() },
      });
      return recorded.id;
    });
    return changes.visible(actor, id);
  }

  private async decide(
    actor: Actor,
    subject: Case,
    inspectionId: string,
    { outcome, version, note }: RecordInspectionInput,
  ): Promise<Case> {
    const { changes, reopening, lookBacks } = this.parts;
    const change = { action: 'recordInspection', version, note } as const;
    if (outcome === 'PASSED')
      return changes.perform(actor, subject, { ...change, to: 'CLOSED', set: { inspectionDueId: null } });
    const by = { reopenedByLookBackId: null, reopenedByInspectionId: inspectionId };
    const set = { ...(await reopening.of(subject)), ...by, inspectionDueId: null };
    const reopened = await changes.perform(actor, subject, { ...change, to: 'REOPENED', set });
    await lookBacks.withdraw(subject.id);
    await reopening.tell(actor, 'PostSupervisionFailed', reopened, { inspectionId, note: note ?? null });
    return reopened;
  }

  private async attach(
    actor: Actor,
    caseId: string,
    inspectionId: string,
    photoIds: readonly string[],
  ): Promise<void> {
    const { photos, history } = this.parts;
    const used = await photos.usable(actor, photoIds, { purpose: 'POST_SUPERVISION', subjectId: caseId });
    await photos.attach(used, inspectionId);
    for (const photo of used) await history.append(actor, photoTold(caseId, photo));
  }
}

function reasonMissing(): EcoGridError {
  const reason = 'a failure needs its reason';
  return new EcoGridError('GUARD_FAILED', { action: 'recordInspection', guard: 'reasonGiven', reason });
}
