import { EcoGridError } from '@ecogrid/errors';
import type { Outbox } from '@ecogrid/events';
import { personOf, type Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import type { AttachmentService } from '../../evidence/index.ts';
import { type Case, type CaseChanges, photoLine, type HistoryService } from '../../case/index.ts';
import type { Reopening } from '../look-back/index.ts';
import type { Inspection } from './inspection.entity.ts';
import type { InspectionRepository } from './inspection.repository.ts';
import { inspectionWorkflow } from './inspection.workflow.ts';
import type { RecordInspectionInput } from './post-supervision.input.ts';
import { maySeePostSupervision } from './post-supervision.policy.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly inspections: InspectionRepository;
  readonly changes: CaseChanges;
  readonly reopening: Reopening;
  readonly photos: AttachmentService;
  readonly history: HistoryService;
  readonly outbox: Outbox;
}

/** The inspections of drawn cases by the post-supervision group. A failure is a failed look-back: it reopens the case. */
export class InspectionService {
  constructor(private readonly parts: Parts) {}

  async record(actor: Actor, input: RecordInspectionInput): Promise<Inspection> {
    const { scope, inspections, reopening } = this.parts;
    const id = await mutate(scope, actor, 'recordInspection', input, async () => {
      const { inspection, subject } = await this.require(actor, input.inspectionId);
      const { outcome, findings = null, version } = input;
      if (outcome === 'FAILED' && !findings) throw findingsMissing();
      const recorded = { recordedBy: personOf(actor), recordedAt: scope.clock.now() };
      const failed = outcome === 'FAILED' && (await reopening.byInspection(actor, subject, findings));
      const set = { state: outcome, findings, ...recorded, lookBackId: failed || null };
      if (!(await inspections.update(inspection.id, version, set))) throw stale(inspection, version);
      await this.attach(actor, inspection, input.photoIds ?? []);
      await this.announce(actor, subject, inspection, input);
      return inspection.id;
    });
    return this.visible(actor, id);
  }

  /** The inspection, if the actor may record it now. @throws EcoGridError NOT_FOUND or as the table refuses. */
  async require(actor: Actor, id: string): Promise<{ inspection: Inspection; subject: Case }> {
    const inspection = await this.visible(actor, id);
    const subject = await this.parts.changes.visible(actor, inspection.caseId);
    inspectionWorkflow.require(actor, { state: inspection.state, caseState: subject.state }, 'record');
    return { inspection, subject };
  }

  private async attach(actor: Actor, { id, caseId }: Inspection, photoIds: readonly string[]): Promise<void> {
    const { photos, history } = this.parts;
    const used = await photos.usable(actor, photoIds, { purpose: 'INSPECTION', subjectId: id });
    await photos.attach(used, id);
    for (const photo of used) await history.append(actor, photoLine(caseId, photo));
  }

  private async announce(
    actor: Actor,
    { number, gridCode }: Case,
    { id: inspectionId, sampleId, caseId }: Inspection,
    { outcome, findings }: RecordInspectionInput,
  ): Promise<void> {
    const { history, outbox, scope } = this.parts;
    const change = { action: 'record', from: 'DUE', to: outcome, actorRole: 'POST_SUPERVISION' } as const;
    const about = { caseId, thing: 'INSPECTION', thingId: inspectionId } as const;
    await history.append(actor, { ...about, ...change, note: findings });
    await outbox.announce({
      ...{ topic: 'InspectionRecorded', channel: gridCode ?? '', aggregateId: inspectionId },
      payload: { inspectionId, sampleId, caseId, number, outcome },
      occurredAt: scope.clock.now(),
    });
  }

  private async visible(actor: Actor, id: string): Promise<Inspection> {
    const found = maySeePostSupervision(actor) ? await this.parts.inspections.find(id) : null;
    if (found) return found;
    throw new EcoGridError('NOT_FOUND', { thing: 'inspection', id });
  }
}

function findingsMissing(): EcoGridError {
  return new EcoGridError('GUARD_FAILED', {
    action: inspectionWorkflow.actions.record,
    guard: 'findingsGiven',
  });
}

function stale({ version: actual }: Inspection, expected: number): EcoGridError {
  return new EcoGridError('VERSION_STALE', { thing: 'inspection', expected, actual });
}
