import { newId } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { personOf, type Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import type { AttachmentService, VerificationService } from '../../evidence/index.ts';
import type { PublicReports } from './public-reports.ts';
import type { ReportChanges } from './report.changes.ts';
import type { Report, Review } from './report.entity.ts';
import type {
  RejectReportInput,
  ReviewReportInput,
  SubmitReportInput,
  VerifyReportInput,
} from './report.input.ts';
import { channelFor, draftOf, type ReportIntake } from './report.intake.ts';
import { canReadReport } from './report.policy.ts';
import type { ReportRepository } from './report.repository.ts';
import type { ReportAction } from './report.vocabulary.ts';
import { nextLevel, reportWorkflow } from './report.workflow.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly reports: ReportRepository;
  readonly intake: ReportIntake;
  readonly changes: ReportChanges;
  readonly publicReports: PublicReports;
  readonly photos: AttachmentService;
  readonly verifying: VerificationService;
}

/** Takes reports in and leads them to the desk: submitted, reviewed level by level, verified, rejected. */
export class ReportService {
  constructor(private readonly parts: Parts) {}

  /**
   * Answers also those who may not read their own reports: the receipt is theirs.
   * @param client the address of an anonymous caller.
   */
  async submit(actor: Actor, input: SubmitReportInput, client?: string): Promise<Report> {
    const { publicReports, scope, reports, intake, changes, photos } = this.parts;
    const take = actor.kind === 'PUBLIC' ? await publicReports.open(client) : undefined;
    return perform(scope, actor, input, {
      operation: 'submitReport',
      load: async () => {
        await take?.();
        return intake.facts(actor, input);
      },
      permit: (_actor, facts) => channelFor(actor, facts, input),
      decide: (facts, _input, now, channel) => draftOf(actor, facts, channel, input, now),
      write: async (report) => {
        const holder = { purpose: 'REPORT', subjectId: null } as const;
        const used = await photos.usable(actor, input.photoIds ?? [], holder);
        await changes.create(actor, report);
        await photos.attach(used, report.id);
        return report;
      },
      again: (id) => reports.existing(id),
    });
  }

  review(actor: Actor, input: ReviewReportInput): Promise<Report> {
    const { scope, changes, reports } = this.parts;
    return perform(scope, actor, input, {
      ...this.about(actor, input, 'review'),
      operation: 'reviewReport',
      decide: (report, _input, now) => planReview(report, input, personOf(actor), now),
      write: async ({ set, review }, report) => {
        const reviewed = await changes.change(actor, report, input.version, 'review', set);
        await reports.insertReview(review);
        return reviewed;
      },
    });
  }

  verify(actor: Actor, input: VerifyReportInput): Promise<Report> {
    const { scope, changes, verifying } = this.parts;
    return perform(scope, actor, input, {
      ...this.about(actor, input, 'verify'),
      operation: 'verifyReport',
      decide: () => ({ verification: input.answer }),
      write: async (set, report) => {
        const verified = await changes.change(actor, report, input.version, 'verify', set);
        const subject = { purpose: 'REPORT_VERIFICATION', subjectId: report.id } as const;
        await verifying.keep(actor, input, subject);
        return verified;
      },
    });
  }

  reject(actor: Actor, input: RejectReportInput): Promise<Report> {
    const { scope, changes } = this.parts;
    return perform(scope, actor, input, {
      ...this.about(actor, input, 'reject'),
      operation: 'rejectReport',
      decide: () => ({ state: 'REJECTED', rejectionReason: input.reason }) as const,
      write: (set, report) => changes.change(actor, report, input.version, 'reject', set),
    });
  }

  /** The report, if the actor may see it. @throws EcoGridError NOT_FOUND. */
  async visible(actor: Actor, id: string): Promise<Report> {
    const report = await this.parts.reports.find(id);
    if (report && canReadReport(actor, report)) return report;
    throw new EcoGridError('NOT_FOUND', { thing: 'report', id });
  }

  /** The steps that every use case of one report shares. */
  private about(
    actor: Actor,
    { reportId }: { readonly reportId: string },
    action: keyof typeof ReportAction,
  ) {
    return {
      answersWith: reportId,
      load: (): Promise<Report> => this.visible(actor, reportId),
      permit: (_actor: Actor, report: Report) => reportWorkflow.require(actor, report, action),
      again: (id: string): Promise<Report> => this.visible(actor, id),
    };
  }
}

/** The decision of the level whose turn it is. @throws EcoGridError GUARD_FAILED for a refusal without a reason. */
function planReview(
  report: Report,
  { decision, note }: ReviewReportInput,
  reviewerId: string | null,
  at: Date,
): { readonly set: Partial<Report>; readonly review: Review } {
  requireNote(decision, note);
  const level = nextLevel(report) as NonNullable<ReturnType<typeof nextLevel>>;
  const isDeclined = decision === 'DECLINED';
  const reviewsDone = report.reviewsDone + 1;
  const state = !isDeclined && reviewsDone < report.reviewLevels.length ? 'UNDER_REVIEW' : 'RECEIVED';
  const reviewerIds = [...report.reviewerIds, ...(reviewerId ? [reviewerId] : [])];
  return {
    set: { state, reviewsDone, isDeclined, reviewerIds },
    review: {
      id: newId(),
      reportId: report.id,
      sequence: reviewsDone,
      level,
      decision,
      note: note ?? null,
      reviewerId,
      at,
    },
  };
}

function requireNote(decision: ReviewReportInput['decision'], note: string | undefined): void {
  if (decision === 'DECLINED' && !note) {
    throw new EcoGridError('GUARD_FAILED', {
      action: reportWorkflow.actions.review,
      guard: 'reasonGiven',
    });
  }
}
