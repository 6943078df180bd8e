import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import { shanghaiDay } from '@ecogrid/service';
import type { WorkCalendars } from '@ecogrid/work-time';
import type { ClockSegmentRepository } from '../worktime/index.ts';
import type { CategoryRepository, IntakeChannel } from '../codes/index.ts';
import { photoLine, type HistoryService } from './history/index.ts';
import { reportWorkflow, type AdoptReportInput, type ReportService } from '../intake/index.ts';
import type { GridLocator } from '../neighbours/index.ts';
import type { VerificationService } from '../evidence/index.ts';
import type { CaseAdoption } from './case.adoption.ts';
import type { CaseCredit } from './case.credit.ts';
import type { CaseRelease } from './case.release.ts';
import type { CaseChange, CaseChanges } from './case.changes.ts';
import { placeOf, type Case } from './case.entity.ts';
import type {
  AcceptCaseInput,
  AmendCaseInput,
  CaseInput,
  FileCaseInput,
  RecordVerificationInput,
  RejectCaseInput,
  SendCaseToVerifyInput,
} from './case.input.ts';
import { ENDED_STATES, caseWorkflow } from './workflow/index.ts';
import { planFiling, urgencyOf, type FilingFacts } from './filing.plan.ts';
import { noteOf, wordsOf } from './words.rule.ts';

const ACTIONS = caseWorkflow.actions;

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly adoption: CaseAdoption;
  readonly reports: ReportService;
  readonly categories: CategoryRepository;
  readonly credit: CaseCredit;
  readonly release: CaseRelease;
  readonly locator: GridLocator;
  readonly clocks: ClockSegmentRepository;
  readonly workCalendars: WorkCalendars;
  readonly history: HistoryService;
  readonly verifying: VerificationService;
}

/** A case from its first report to its filing. */
export class CaseService {
  constructor(private readonly parts: Parts) {}

  adopt(actor: Actor, input: AdoptReportInput): Promise<Case> {
    const { scope, changes, adoption } = this.parts;
    return perform(scope, actor, input, {
      operation: 'adoptReport',
      load: async ({ reportId, caseId }) => ({
        report: await this.parts.reports.visible(actor, reportId),
        standing: caseId ? await changes.visible(actor, caseId) : null,
      }),
      permit: (_actor, { report }) => reportWorkflow.require(actor, report, 'adopt'),
      decide: ({ report, standing }, { version, title, summary, objectName }, _now, { role }) => {
        if (standing) requireStanding(standing);
        return { report, version, role, title, summary, objectName };
      },
      write: (adopted, { standing }) =>
        standing ? adoption.intoStanding(actor, standing, adopted) : adoption.intoNew(actor, adopted),
      again: (id) => changes.visible(actor, id),
    });
  }

  /** The words of the desk; the history keeps each wording. */
  amend(actor: Actor, input: AmendCaseInput): Promise<Case> {
    return this.change(actor, 'amendCase', input, 'amend', ({ state: to }) => {
      const words = wordsOf(input);
      return { to, note: noteOf(words), set: words };
    });
  }

  sendToVerify(actor: Actor, input: SendCaseToVerifyInput): Promise<Case> {
    return this.change(actor, 'sendCaseToVerify', input, 'sendToVerify', () => ({ to: 'VERIFYING' }));
  }

  recordVerification(actor: Actor, input: RecordVerificationInput): Promise<Case> {
    const { scope, changes, verifying, history } = this.parts;
    const action = 'recordVerification';
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation: action,
      load: async ({ caseId }) => {
        const subject = await changes.visible(actor, caseId);
        return { subject, channel: await this.channelOf(subject) };
      },
      permit: (_actor, { subject }) => caseWorkflow.require(actor, subject, action),
      decide: ({ channel }, { answer: verification, note, version }) => {
        requireSite(channel, input);
        return { action, to: 'REPORTED', version, note, set: { verification } } as const;
      },
      write: async (change, { subject }, permission) => {
        const verified = await changes.write(actor, permission, subject, change);
        const site = { purpose: 'CASE_VERIFICATION', subjectId: subject.id } as const;
        const photos = await verifying.keep(actor, input, site);
        await history.append(actor, ...photos.map((photo) => photoLine(subject.id, photo)));
        return verified;
      },
    });
  }

  accept(actor: Actor, input: AcceptCaseInput): Promise<Case> {
    return this.change(actor, 'acceptCase', input, 'accept', () => ({ to: 'ACCEPTED' }));
  }

  /** The cases merged into it come back; see `CaseRelease`. */
  reject(actor: Actor, input: RejectCaseInput): Promise<Case> {
    const { scope, changes, release } = this.parts;
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation: 'rejectCase',
      permit: (_actor, subject) => caseWorkflow.require(actor, subject, 'reject'),
      decide: (_subject, { version, reason }, closedAt) =>
        ({ action: 'reject', to: 'REJECTED', version, note: reason, set: { reason, closedAt } }) as const,
      write: async (change, subject, permission) => {
        const rejected = await changes.write(actor, permission, subject, change);
        await release.after(actor, rejected);
        return rejected;
      },
    });
  }

  file(actor: Actor, input: FileCaseInput): Promise<Case> {
    const { scope, changes, clocks, credit } = this.parts;
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation: 'fileCase',
      load: () => this.filing(actor, input),
      permit: (_actor, { subject }) => caseWorkflow.require(actor, subject, 'file'),
      decide: planFiling,
      write: async (change, { subject }, permission) => {
        const filedAt = change.set?.filedAt;
        // The followers of the change plan notices by the segments of the clock.
        if (filedAt) await clocks.start(subject.id, [null], filedAt);
        const filed = await changes.write(actor, permission, subject, change);
        if (filedAt) await credit.announceFiled(filed);
        return filed;
      },
    });
  }

  private async filing(actor: Actor, input: FileCaseInput): Promise<FilingFacts> {
    const { changes, categories, locator, workCalendars, scope } = this.parts;
    const subject = await changes.visible(actor, input.caseId);
    const { categoryCode, gridCode } = { ...subject, ...input };
    const today = shanghaiDay(scope.clock.now());
    const category = categoryCode ? await categories.effective(categoryCode, today) : null;
    const isElsewhere = gridCode && gridCode !== subject.gridCode;
    return {
      subject,
      category,
      channel: await this.channelOf(subject),
      calendar: await workCalendars.current(urgencyOf(subject, category, input)),
      named: isElsewhere ? await locator.find(gridCode, 'DESK', placeOf(subject)) : null,
    };
  }

  /** The channel of the first report, as it was when the case was opened. */
  private channelOf({ channelCode, createdAt }: Case): Promise<IntakeChannel> {
    return this.parts.categories.channel(channelCode, shanghaiDay(createdAt));
  }

  private change(
    actor: Actor,
    operation: string,
    input: CaseInput,
    action: CaseChange['action'],
    planned: (subject: Case) => Pick<CaseChange, 'to' | 'note' | 'set'>,
  ): Promise<Case> {
    const { scope, changes } = this.parts;
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation,
      permit: (_actor, subject) => caseWorkflow.require(actor, subject, action),
      decide: (subject, { version }) => ({ ...planned(subject), action, version }),
      write: (plan, subject, permission) => changes.write(actor, permission, subject, plan),
    });
  }
}

function requireStanding({ state }: Case): void {
  if (!ENDED_STATES.includes(state)) return;
  throw new EcoGridError('GUARD_FAILED', {
    action: reportWorkflow.actions.adopt,
    guard: 'caseStands',
    state: caseWorkflow.states[state],
  });
}

/** The member answers with place and photo when the channel demands them, such as VIDEO and PUBLIC. */
function requireSite({ needsSitePhoto }: IntakeChannel, { place, photoIds }: RecordVerificationInput): void {
  if (!needsSitePhoto || (place && photoIds?.length)) return;
  throw new EcoGridError('GUARD_FAILED', { action: ACTIONS.recordVerification, guard: 'placeAndPhoto' });
}
