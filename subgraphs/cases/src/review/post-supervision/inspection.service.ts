import { EcoGridError } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import { personOf, type Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import { usablePhotos, type Attachment, type AttachmentService } from '../../evidence/index.ts';
import {
  caseWorkflow,
  photoLine,
  type Case,
  type CaseChanges,
  type HistoryService,
} from '../../case/index.ts';
import { reopened, type Reopening, type ReopeningFacts, type ReopeningPlan } from '../look-back/index.ts';
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
  readonly outbox: Outbox<TopicOf<'cases'>>;
}

/** An inspection with its case. */
export interface Inspected {
  readonly inspection: Inspection;
  readonly subject: Case;
}

interface Facts extends Inspected {
  /** The uploads that the input names. */
  readonly named: readonly Attachment[];
  /** Read for a failure only. */
  readonly reopening: ReopeningFacts | null;
}

interface Plan {
  readonly set: Pick<Inspection, 'state' | 'findings' | 'recordedBy' | 'recordedAt' | 'lookBackId'>;
  readonly photos: readonly Attachment[];
  readonly reopening: ReopeningPlan | null;
}

/** The inspections of drawn cases by the post-supervision group. A failure is a failed look-back: it reopens the case. */
export class InspectionService {
  constructor(private readonly parts: Parts) {}

  record(actor: Actor, input: RecordInspectionInput): Promise<Inspection> {
    const { scope } = this.parts;
    return perform(scope, actor, input, {
      operation: 'recordInspection',
      answersWith: input.inspectionId,
      load: () => this.load(actor, input),
      permit: (_actor, inspected) => requireRecord(actor, inspected),
      decide: (facts, _input, now) => planned(actor, facts, input, now),
      write: (plan, facts) => this.write(actor, plan, facts, input.version),
      again: (id) => this.visible(actor, id),
    });
  }

  /** The inspection and its case, if the actor may see them. @throws EcoGridError NOT_FOUND. */
  async inspected(actor: Actor, id: string): Promise<Inspected> {
    const inspection = await this.visible(actor, id);
    return { inspection, subject: await this.parts.changes.visible(actor, inspection.caseId) };
  }

  private async load(
    actor: Actor,
    { inspectionId, outcome, photoIds = [] }: RecordInspectionInput,
  ): Promise<Facts> {
    const inspected = await this.inspected(actor, inspectionId);
    const { photos, reopening } = this.parts;
    return {
      ...inspected,
      named: await photos.named(photoIds),
      reopening: outcome === 'FAILED' ? await reopening.load(inspected.subject) : null,
    };
  }

  private async write(
    actor: Actor,
    { set, photos, reopening }: Plan,
    { inspection, subject }: Inspected,
    expected: number,
  ): Promise<Inspection> {
    if (reopening) {
      const permission = caseWorkflow.follow(subject, 'failInspection');
      await this.parts.reopening.write(actor, permission, subject, reopening);
    }
    if (!(await this.parts.inspections.update(inspection.id, expected, set))) {
      throw new EcoGridError('VERSION_STALE', { thing: 'inspection', expected, actual: inspection.version });
    }
    await this.parts.photos.attach(photos, inspection.id);
    const recorded = { ...inspection, ...set, version: expected + 1 };
    await this.announce(actor, subject, recorded, photos);
    return recorded;
  }

  private async announce(
    actor: Actor,
    { number, gridCode }: Case,
    { id: inspectionId, sampleId, caseId, state: outcome, findings, recordedAt }: Inspection,
    photos: readonly Attachment[],
  ): Promise<void> {
    const { history, outbox } = this.parts;
    const change = { action: 'record', from: 'DUE', to: outcome, actorRole: 'POST_SUPERVISION' } as const;
    const about = { caseId, thing: 'INSPECTION', thingId: inspectionId } as const;
    const lines = photos.map((photo) => photoLine(caseId, photo));
    await history.append(actor, ...lines, { ...about, ...change, note: findings });
    await outbox.announce({
      topic: 'InspectionRecorded',
      channel: gridCode ?? '',
      aggregateId: inspectionId,
      payload: { inspectionId, sampleId, caseId, number, outcome },
      occurredAt: recordedAt as Date,
    });
  }

  private async visible(actor: Actor, id: string): Promise<Inspection> {
    const found = maySeePostSupervision(actor) ? await this.parts.inspections.find(id) : null;
    if (found) return found;
    throw new EcoGridError('NOT_FOUND', { thing: 'inspection', id });
  }
}

/** @throws EcoGridError FORBIDDEN, STATE_NOT_ALLOWED or GUARD_FAILED. */
export function requireRecord(actor: Actor, { inspection, subject }: Inspected): void {
  inspectionWorkflow.require(actor, { state: inspection.state, caseState: subject.state }, 'record');
}

function planned(
  actor: Actor,
  { inspection, subject, named, reopening: facts }: Facts,
  input: RecordInspectionInput,
  recordedAt: Date,
): Plan {
  const { outcome, findings = null, photoIds = [] } = input;
  const action = inspectionWorkflow.actions.record;
  if (outcome === 'FAILED' && !findings)
    throw new EcoGridError('GUARD_FAILED', { action, guard: 'findingsGiven' });
  const recordedBy = personOf(actor);
  const failure = { action: 'failInspection', version: subject.version, note: findings, recordedBy } as const;
  const reopening = facts && reopened(subject, facts, failure, recordedAt);
  const holder = { purpose: 'INSPECTION', subjectId: inspection.id } as const;
  return {
    set: { state: outcome, findings, recordedBy, recordedAt, lookBackId: reopening?.lookBackId ?? null },
    photos: usablePhotos(actor, photoIds, named, holder),
    reopening,
  };
}
