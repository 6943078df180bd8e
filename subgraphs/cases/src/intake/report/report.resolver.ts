import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { CappedCount } from '@ecogrid/database';
import { shanghaiDay } from '@ecogrid/service';
import {
  PayloadMutation,
  GeoPosition,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import {
  MOST_VERIFICATIONS,
  Attachment,
  type AttachmentRepository,
  Verification,
  type VerificationRepository,
} from '../../evidence/index.ts';
import { Category, IntakeChannel, channelOn, type CategoryRepository } from '../../codes/index.ts';
import { Enterprise, Exceedance, Grid, Person, SupervisedObject, personFor } from '../../neighbours/index.ts';
import { Report, Review } from './report.entity.ts';
import {
  RejectReportInput,
  ReviewReportInput,
  SubmitReportInput,
  VerifyReportInput,
} from './report.input.ts';
import { ReportsArguments, reportFilter } from './report.arguments.ts';
import { canReadReport, mayReadReason } from './report.policy.ts';
import type { ReportRepository } from './report.repository.ts';
import type { ReportService } from './report.service.ts';
import { OfferedReportAction, offeredReportActions } from './report.vocabulary.ts';
import { reportWorkflow } from './report.workflow.ts';

export const ReportConnection = connectionType('Report', () => Report);

@ObjectType('SubmitReportPayload', {
  description: 'The answer to a report: that it arrived, and when (回执).',
})
class ReportReceipt {
  @Field(() => ID, { description: 'The id of the report.' })
  reportId!: string;

  @Field(() => Date, { description: 'When it came in, UTC.' })
  receivedAt!: Date;

  @Field(() => Report, {
    nullable: true,
    description: 'The report; null for those who may not read reports, such as the public.',
  })
  report!: Report | null;
}

@Resolver(() => Report)
export class ReportResolver {
  constructor(
    private readonly service: ReportService,
    private readonly reports: ReportRepository,
    private readonly categories: CategoryRepository,
    private readonly attachments: AttachmentRepository,
    private readonly visits: VerificationRepository,
  ) {}

  @Query(() => Report, {
    nullable: true,
    description: 'A report by its id; null when there is none the actor may see.',
  })
  report(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Report | null> {
    return context.load(this.reports.byId, id);
  }

  @Query(() => ReportConnection, {
    name: 'reports',
    description: 'The reports that the actor may see, newest first.',
  })
  async list(
    @Args(() => ReportsArguments) args: ReportsArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<Report>> {
    const filter = reportFilter(args, actor);
    const count = (upTo: number): Promise<CappedCount> => this.reports.count(filter, actor, upTo);
    return connectionOf({ ...(await this.reports.page(filter, actor, args)), count }, args);
  }

  @Mutation(() => ReportReceipt, {
    description:
      'Submits a report (上报), also without a token. Without a token the key must be random, 128 bits or more, and an hourly limit applies. A retry with the same key answers the same. Errors: INPUT_INVALID, FORBIDDEN (channel), NOT_FOUND (category, enterprise), PLACE_OUTSIDE, IDEMPOTENCY_KEY_REUSED; without a token IDEMPOTENCY_KEY_WEAK, RATE_LIMITED.',
  })
  async submitReport(
    @Arg('input', () => SubmitReportInput, {
      description: 'The description, the place and the supervised object.',
    })
    input: SubmitReportInput,
    @Ctx() { actor, client }: GraphContext,
  ): Promise<ReportReceipt> {
    const report = await this.service.submit(actor, input, client);
    return {
      reportId: report.id,
      receivedAt: report.receivedAt,
      report: canReadReport(actor, report) ? report : null,
    };
  }

  @PayloadMutation('report', () => Report, {
    description:
      'Decides at the next level of review (逐级审核); no level can be skipped. For the grid member, head or operator whose level it is. Errors: FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE.',
  })
  reviewReport(
    @Arg('input', () => ReviewReportInput, { description: 'The report and the decision.' })
    input: ReviewReportInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Report> {
    return this.service.review(actor, input);
  }

  @PayloadMutation('report', () => Report, {
    description:
      'Says after a visit whether a report is so (核实). For grid members and heads of that grid. Errors: FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE.',
  })
  verifyReport(
    @Arg('input', () => VerifyReportInput, { description: 'The report and the result.' })
    input: VerifyReportInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Report> {
    return this.service.verify(actor, input);
  }

  @PayloadMutation('report', () => Report, {
    description:
      'Rejects a report with a reason (不予采纳). For operators. Errors: FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, VERSION_STALE.',
  })
  rejectReport(
    @Arg('input', () => RejectReportInput, { description: 'The report and the reason.' })
    input: RejectReportInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Report> {
    return this.service.reject(actor, input);
  }

  @Directive('@tag(name: "personal")')
  @FieldResolver(() => [OfferedReportAction], {
    description: 'The mutations that would accept it from this actor now (可执行操作).',
  })
  availableActions(@Root() report: Report, @Ctx() { actor }: GraphContext): string[] {
    return offeredReportActions(reportWorkflow.available(actor, report));
  }

  @FieldResolver(() => IntakeChannel, {
    nullable: true,
    description: 'The way it came in, as it was on that day (信息来源); null when the channel was removed.',
  })
  async channel(
    @Root() { channelCode, receivedAt }: Report,
    @Ctx() context: GraphContext,
  ): Promise<IntakeChannel | null> {
    const channels = await context.load(this.categories.allChannels, 'ALL');
    return channelOn(channels, channelCode, shanghaiDay(receivedAt)) ?? null;
  }

  @FieldResolver(() => Category, {
    nullable: true,
    description: 'The category as the reporter saw it; null when not said.',
  })
  category(@Root() { categoryCode }: Report, @Ctx() context: GraphContext): Promise<Category | null> {
    return categoryCode ? context.load(this.categories.byCode, categoryCode) : Promise.resolve(null);
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The grid that holds the place (属地); null when no place is known.',
  })
  grid(@Root() { gridCode }: Report): Grid | null {
    return gridCode ? { code: gridCode } : null;
  }

  @FieldResolver(() => GeoPosition, { nullable: true, description: 'The place; null when it was not given.' })
  place(@Root() { longitude, latitude }: Report): GeoPosition | null {
    return longitude !== null && latitude !== null ? { longitude, latitude } : null;
  }

  @FieldResolver(() => SupervisedObject, {
    nullable: true,
    description:
      'The object of the register that it is about (监管对象); null when the register does not hold it.',
  })
  supervisedObject(@Root() { supervisedObjectId: id }: Report): SupervisedObject | null {
    return id ? { id } : null;
  }

  @FieldResolver(() => Enterprise, {
    nullable: true,
    description:
      'The enterprise it is about, by the id of its object; null when it is about none that is known.',
  })
  enterprise(@Root() { supervisedObjectId: id, objectKind }: Report): Enterprise | null {
    return id && objectKind === 'ENTERPRISE' ? { id } : null;
  }

  @FieldResolver(() => Exceedance, {
    nullable: true,
    description: 'The exceedance from which it was made; null for the report of a person.',
  })
  exceedance(@Root() { exceedanceId }: Report): Exceedance | null {
    return exceedanceId ? { id: exceedanceId } : null;
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The reporter (上报人); null for anonymous reports and for instruments.',
  })
  reporter(@Root() { reporterId }: Report, @Ctx() context: GraphContext): Person | null {
    return personFor(context, reporterId);
  }

  @Directive('@listSize(assumedSize: 3)')
  @FieldResolver(() => [Review], {
    description: 'The decisions of the levels so far, in order, one of each level, 3 at most (审核记录).',
  })
  async reviews(@Root() report: Report, @Ctx() context: GraphContext): Promise<Review[]> {
    const reviews = await context.load(this.reports.reviewsOf, report.id);
    if (mayReadReason(context.actor, report)) return reviews;
    return reviews.map((review) => Object.assign(new Review(), review, { note: null }));
  }

  @Directive('@listSize(assumedSize: 9)')
  @FieldResolver(() => [Attachment], {
    description: 'Its photos, in the order of their upload, 9 at most (照片).',
  })
  photos(@Root() { id }: Report, @Ctx() context: GraphContext): Promise<Attachment[]> {
    return context.load(this.attachments.ofHolders, id);
  }

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [Verification], {
    description: `The verifications on site, in order, the newest ${MOST_VERIFICATIONS} at most (核实记录).`,
  })
  async verifications(@Root() report: Report, @Ctx() context: GraphContext): Promise<Verification[]> {
    const visits = await context.load(this.visits.ofSubjects, report.id);
    if (mayReadReason(context.actor, report)) return visits;
    return visits.map((visit) => Object.assign(new Verification(), visit, { note: null }));
  }
}

@Resolver(() => Review)
export class ReviewResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who decided (审核人); null for a service.',
  })
  reviewer(@Root() { reviewerId }: Review, @Ctx() context: GraphContext): Person | null {
    return personFor(context, reviewerId);
  }
}
