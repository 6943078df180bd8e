import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { EMPTY_PAGE } from '@ecogrid/database';
import {
  PayloadMutation,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Attachment, type AttachmentRepository } from '../../evidence/index.ts';
import { Case, type CaseRepository } from '../../case/index.ts';
import { LookBack, type LookBackRepository } from '../look-back/index.ts';
import { Person, personFor } from '../../neighbours/index.ts';
import { Inspection } from './inspection.entity.ts';
import { MOST_INSPECTIONS, type InspectionRepository } from './inspection.repository.ts';
import type { InspectionService } from './inspection.service.ts';
import { inspectionWorkflow } from './inspection.workflow.ts';
import { InspectionsArguments, RecordInspectionInput } from './post-supervision.input.ts';
import { maySeePostSupervision } from './post-supervision.policy.ts';
import { OfferedInspectionAction, offeredInspectionActions } from './post-supervision.vocabulary.ts';
import { PostSupervisionSample } from './sample.entity.ts';
import type { SampleRepository } from './sample.repository.ts';

export const InspectionConnection = connectionType('Inspection', () => Inspection);

interface Parts {
  readonly inspecting: InspectionService;
  readonly inspections: InspectionRepository;
  readonly samples: SampleRepository;
  readonly cases: CaseRepository;
  readonly lookBacks: LookBackRepository;
  readonly attachments: AttachmentRepository;
}

@Resolver(() => Inspection)
export class InspectionResolver {
  constructor(private readonly parts: Parts) {}

  @PayloadMutation('inspection', () => Inspection, {
    description:
      'Records the result of the inspection of a drawn case (后督察结论); a failure is a failed look-back and reopens the case. For post-supervision. Errors: FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE.',
  })
  recordInspection(
    @Arg('input', () => RecordInspectionInput, { description: 'The inspection and its outcome.' })
    input: RecordInspectionInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Inspection> {
    return this.parts.inspecting.record(actor, input);
  }

  @Query(() => Inspection, {
    nullable: true,
    description: 'An inspection (后督察) by its id; null when there is none the actor may see.',
  })
  inspection(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Inspection | null> {
    return context.load(this.parts.inspections.byId, id);
  }

  @Query(() => InspectionConnection, {
    description:
      'The inspections, the first drawn first (后督察): with DUE the worklist of the group; empty for those who see not every closed case.',
  })
  async inspections(
    @Args(() => InspectionsArguments) args: InspectionsArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<Inspection>> {
    const isShown = maySeePostSupervision(actor);
    return connectionOf(isShown ? await this.parts.inspections.page(args.state, args) : EMPTY_PAGE, args);
  }

  @FieldResolver(() => Case, {
    name: 'case',
    nullable: true,
    description: 'The case inspected; null for those who may not see it.',
  })
  of(@Root() { caseId }: Inspection, @Ctx() context: GraphContext): Promise<Case | null> {
    return context.load(this.parts.cases.byId, caseId);
  }

  @FieldResolver(() => PostSupervisionSample, {
    nullable: true,
    description: 'The sample it belongs to; null for those who may not see it.',
  })
  sample(
    @Root() { sampleId }: Inspection,
    @Ctx() context: GraphContext,
  ): Promise<PostSupervisionSample | null> {
    return context.load(this.parts.samples.byId, sampleId);
  }

  @FieldResolver(() => LookBack, {
    nullable: true,
    description:
      'The look-back that failed with it, and so reopened the case; null unless it failed, and for those who may not see it.',
  })
  lookBack(@Root() { lookBackId }: Inspection, @Ctx() context: GraphContext): Promise<LookBack | null> {
    return lookBackId ? context.load(this.parts.lookBacks.byId, lookBackId) : Promise.resolve(null);
  }

  @Directive('@listSize(assumedSize: 9)')
  @FieldResolver(() => [Attachment], {
    description: 'Its photos, in the order of their upload, 9 at most (照片).',
  })
  photos(@Root() { id }: Inspection, @Ctx() context: GraphContext): Promise<Attachment[]> {
    return context.load(this.parts.attachments.ofHolders, id);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who recorded it (督察人); null while it is due.',
  })
  recorder(@Root() { recordedBy }: Inspection, @Ctx() context: GraphContext): Person | null {
    return personFor(context, recordedBy);
  }

  @FieldResolver(() => [OfferedInspectionAction], {
    description: 'The mutations that would accept it from this actor now (可执行操作).',
  })
  async availableActions(
    @Root() { state, caseId }: Inspection,
    @Ctx() context: GraphContext,
  ): Promise<string[]> {
    const subject = await context.load(this.parts.cases.byId, caseId);
    return offeredInspectionActions(
      inspectionWorkflow.available(context.actor, { state, caseState: subject?.state ?? null }),
    );
  }
}

@Resolver(() => Case)
export class CaseInspectionsResolver {
  constructor(private readonly repository: InspectionRepository) {}

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [Inspection], {
    description: `Its inspections by the post-supervision group, in order, the newest ${MOST_INSPECTIONS} at most (后督察); empty for those who see not every closed case.`,
  })
  inspections(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Inspection[]> {
    return context.load(this.repository.ofCases, id);
  }
}
