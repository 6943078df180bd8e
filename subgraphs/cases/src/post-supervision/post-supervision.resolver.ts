import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { nestedPageKey } from '@ecogrid/database';
import {
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Attachment, type AttachmentRepository } from '../attachment/index.ts';
import { Case, type CaseRepository } from '../case/index.ts';
import { Person } from '../peers/index.ts';
import { PostSupervisionDraw } from './draw.entity.ts';
import type { DrawService } from './draw.service.ts';
import { Inspection } from './inspection.entity.ts';
import type { InspectionService } from './inspection.service.ts';
import {
  DrawPostSupervisionInput,
  InspectionsArguments,
  RecordInspectionInput,
} from './post-supervision.input.ts';
import { maySeePostSupervision } from './post-supervision.policy.ts';
import type { PostSupervisionRepository } from './post-supervision.repository.ts';

const DrawConnection = connectionType('PostSupervisionDraw', () => PostSupervisionDraw);
const InspectionConnection = connectionType('Inspection', () => Inspection);
const NOTHING = { rows: [], hasNextPage: false, cursorOf: () => '' };

@Resolver(() => PostSupervisionDraw)
export class PostSupervisionResolver {
  constructor(
    private readonly drawing: DrawService,
    private readonly repository: PostSupervisionRepository,
  ) {}

  @Mutation(() => PostSupervisionDraw, {
    description:
      'Draws a sample of closed cases (抽取后督察样本), which anybody can draw again from what is stored. For the post-supervision group. Errors: FORBIDDEN, INPUT_INVALID, GUARD_FAILED (the population or the sample is empty or too large).',
  })
  async drawPostSupervision(
    @Arg('input', () => DrawPostSupervisionInput, { description: 'From which cases, how many, by which seed.' })
    input: DrawPostSupervisionInput,
    @Ctx() context: GraphContext,
  ): Promise<PostSupervisionDraw | null> {
    return context.load(this.repository.drawById, await this.drawing.draw(context.actor, input));
  }

  @Query(() => PostSupervisionDraw, {
    nullable: true,
    description: 'A draw by its id; null when there is none the actor may see.',
  })
  postSupervisionDraw(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<PostSupervisionDraw | null> {
    return context.load(this.repository.drawById, id);
  }

  @Query(() => DrawConnection, {
    description: 'The draws, the newest first (后督察抽查); none for those who see not every closed case.',
  })
  async postSupervisionDraws(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<PostSupervisionDraw>> {
    return connectionOf(maySeePostSupervision(actor) ? await this.repository.draws(args) : NOTHING, args);
  }

  @Query(() => InspectionConnection, {
    description:
      'What was drawn, the oldest first (后督察工作清单): with DUE the worklist of the group; none for those who see not every closed case.',
  })
  async inspections(
    @Args(() => InspectionsArguments) args: InspectionsArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<Inspection>> {
    const page = maySeePostSupervision(actor) ? await this.repository.worklist(args.state, args) : NOTHING;
    return connectionOf(page, args);
  }

  @FieldResolver(() => InspectionConnection, {
    description: 'All cases that it was drawn from, by the places that the seed gives them (总体).',
  })
  async population(
    @Root() { id }: PostSupervisionDraw,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Inspection>> {
    const key = nestedPageKey(id, { first, after });
    return connectionOf(await context.load(this.repository.populationOf, key), { after });
  }

  @FieldResolver(() => InspectionConnection, { description: 'The cases that were drawn (样本).' })
  async sample(
    @Root() { id }: PostSupervisionDraw,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Inspection>> {
    const key = nestedPageKey(id, { first, after });
    return connectionOf(await context.load(this.repository.sampleOf, key), { after });
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who drew it; null when it was no person.' })
  drawer(@Root() { drawnBy }: PostSupervisionDraw): Person | null {
    return drawnBy ? { id: drawnBy } : null;
  }
}

@Resolver(() => Inspection)
export class InspectionResolver {
  constructor(
    private readonly repository: PostSupervisionRepository,
    private readonly cases: CaseRepository,
    private readonly attachments: AttachmentRepository,
  ) {}

  @FieldResolver(() => Case, {
    name: 'case',
    nullable: true,
    description: 'The case; null for those who may not see it.',
  })
  of(@Root() { caseId }: Inspection, @Ctx() context: GraphContext): Promise<Case | null> {
    return context.load(this.cases.byId, caseId);
  }

  @FieldResolver(() => PostSupervisionDraw, {
    nullable: true,
    description: 'The draw it belongs to; null for those who may not see it.',
  })
  draw(@Root() { drawId }: Inspection, @Ctx() context: GraphContext): Promise<PostSupervisionDraw | null> {
    return context.load(this.repository.drawById, drawId);
  }

  @FieldResolver(() => [Attachment], { description: 'Its photos, in the order of their upload (照片).' })
  photos(@Root() { id }: Inspection, @Ctx() context: GraphContext): Promise<Attachment[]> {
    return context.load(this.attachments.ofHolders, id);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who recorded it; null before.' })
  inspector(@Root() { recordedBy }: Inspection): Person | null {
    return recordedBy ? { id: recordedBy } : null;
  }
}

@Resolver(() => Case)
export class CaseInspectionResolver {
  constructor(
    private readonly service: InspectionService,
    private readonly repository: PostSupervisionRepository,
  ) {}

  @Mutation(() => Case, {
    description:
      'Says what the inspection of a drawn case found (后督察结论); a failure reopens the case. For the post-supervision group. Errors: FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE.',
  })
  recordInspection(
    @Arg('input', () => RecordInspectionInput, { description: 'Which case, what was found.' })
    input: RecordInspectionInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.record(actor, input);
  }

  @FieldResolver(() => [Inspection], {
    description:
      'Its inspections, one for each draw that it was in the sample of (后督察记录); empty for those who see not every closed case.',
  })
  inspections(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Inspection[]> {
    return context.load(this.repository.ofCases, id);
  }

  @FieldResolver(() => Inspection, {
    nullable: true,
    description:
      'The inspection whose failure reopened it last (引起重新立案的后督察); null when none did, and for those who may not see it.',
  })
  reopenedByInspection(
    @Root() { reopenedByInspectionId }: Case,
    @Ctx() context: GraphContext,
  ): Promise<Inspection | null> {
    return reopenedByInspectionId
      ? context.load(this.repository.inspectionById, reopenedByInspectionId)
      : Promise.resolve(null);
  }
}
