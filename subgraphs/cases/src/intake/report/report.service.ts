import { newId } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { personOf, type Actor } from '@ecogrid/identity';
import { mutate, type MutationInput, type MutationScope } from '@ecogrid/subgraph';
import type { AttachmentService, VerificationService } from '../../evidence/index.ts';
import type { PublicReports } from './public-reports.ts';
import type { ReportChanges } from './report.changes.ts';
import type { Report } from './report.entity.ts';
import type {
  RejectReportInput,
  ReviewReportInput,
  SubmitReportInput,
  VerifyReportInput,
} from './report.input.ts';
import type { ReportIntake } from './report.intake.ts';
import { canReadReport } from './report.policy.ts';
import type { ReportRepository } from './report.repository.ts';
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
   * Answers also those who may not read what they reported: the receipt is theirs.
   * @param client the address of an anonymous caller.
   */
  async submit(actor: Actor, input: SubmitReportInput, client?: string): Promise<Report> {
    const { publicReports, scope } = this.parts;
    const take = actor.kind === 'PUBLIC' ? await publicReports.open(client) : undefined;
    const id = await mutate(scope, actor, 'submitReport', input, async () => {
      await take?.();
      const report = await this.parts.intake.draft(actor, input);
      const holder = { purpose: 'REPORT', subjectId: null } as const;
      const photos = await this.parts.photos.usable(actor, input.photoIds ?? [], holder);
      await this.parts.changes.create(actor, report);
      await this.parts.photos.attach(photos, report.id);
      return report.id;
    });
    return this.parts.reports.existing(id);
  }

  review(actor: Actor, input: ReviewReportInput): Promise<Report> {
    return this.run(actor, 'reviewReport', input, async () => {
      const report = await this.visible(actor, input.reportId);
      reportWorkflow.require(actor, report, 'review');
      requireNote(input);
      await this.decide(actor, report, input);
      return report.id;
    });
  }

  verify(actor: Actor, input: VerifyReportInput): Promise<Report> {
    return this.run(actor, 'verifyReport', input, async () => {
      const report = await this.visible(actor, input.reportId);
      reportWorkflow.require(actor, report, 'verify');
      await this.parts.changes.change(actor, report, input.version, 'verify', { verification: input.answer });
      const subject = { purpose: 'REPORT_VERIFICATION', subjectId: report.id } as const;
      await this.parts.verifying.keep(actor, input, subject);
      return report.id;
    });
  }

  reject(actor: Actor, input: RejectReportInput): Promise<Report> {
    return this.run(actor, 'rejectReport', input, async () => {
      const report = await this.visible(actor, input.reportId);
      reportWorkflow.require(actor, report, 'reject');
      const set = { state: 'REJECTED', rejectionReason: input.reason } as const;
      await this.parts.changes.change(actor, report, input.version, 'reject', set);
      return report.id;
    });
  }

  /** The report, if the actor may see it. @throws EcoGridError NOT_FOUND. */
  async visible(actor: Actor, id: string): Promise<Report> {
    const report = await this.parts.reports.find(id);
    if (report && canReadReport(actor, report)) return report;
    throw new EcoGridError('NOT_FOUND', { thing: 'report', id });
  }

  private async decide(
    actor: Actor,
    report: Report,
    { decision, note, version }: ReviewReportInput,
  ): Promise<void> {
    const level = nextLevel(report) as NonNullable<ReturnType<typeof nextLevel>>;
    const isDeclined = decision === 'DECLINED';
    const reviewsDone = report.reviewsDone + 1;
    const state = !isDeclined && reviewsDone < report.reviewLevels.length ? 'UNDER_REVIEW' : 'RECEIVED';
    const reviewerId = personOf(actor);
    const reviewerIds = [...report.reviewerIds, ...(reviewerId ? [reviewerId] : [])];
    await this.parts.changes.change(actor, report, version, 'review', {
      state,
      reviewsDone,
      isDeclined,
      reviewerIds,
    });
    await this.parts.reports.insertReview({
      id: newId(),
      reportId: report.id,
      sequence: reviewsDone,
      level,
      decision,
      note: note ?? null,
      reviewerId,
      at: this.parts.scope.clock.now(),
    });
  }

  private async run(
    actor: Actor,
    operation: string,
    input: MutationInput,
    work: () => Promise<string>,
  ): Promise<Report> {
    const id = await mutate(this.parts.scope, actor, operation, input, work);
    return this.visible(actor, id);
  }
}

function requireNote({ decision, note }: ReviewReportInput): void {
  if (decision === 'DECLINED' && !note) {
    throw new EcoGridError('GUARD_FAILED', {
      action: reportWorkflow.actions.review,
      guard: 'reasonGiven',
    });
  }
}
