import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { mutate, perform, type MutationInput, type MutationScope } from '@ecogrid/subgraph';
import { shanghaiDay } from '@ecogrid/service';
import { type WorkCalendars, addWorkMinutes } from '@ecogrid/work-time';
import type { ClockSegmentRepository } from '../worktime/index.ts';
import type { Category, CategoryRepository } from '../codes/index.ts';
import { photoLine, type HistoryService } from './history/index.ts';
import { reportWorkflow, type AdoptReportInput, type ReportService } from '../intake/index.ts';
import type { GridLocator } from '../neighbours/index.ts';
import type { VerificationService } from '../evidence/index.ts';
import type { CaseAdoption } from './case.adoption.ts';
import type { CaseCredit } from './case.credit.ts';
import type { CaseChange, CaseChanges } from './case.changes.ts';
import { placeOf, type Case } from './case.entity.ts';
import type {
  AcceptCaseInput,
  CaseInput,
  FileCaseInput,
  RecordVerificationInput,
  RejectCaseInput,
  SendCaseToVerifyInput,
} from './case.input.ts';
import { ENDED_STATES, caseWorkflow } from './case.workflow.ts';

const ACTIONS = caseWorkflow.actions;

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly adoption: CaseAdoption;
  readonly reports: ReportService;
  readonly categories: CategoryRepository;
  readonly credit: CaseCredit;
  readonly locator: GridLocator;
  readonly clocks: ClockSegmentRepository;
  readonly workCalendars: WorkCalendars;
  readonly history: HistoryService;
  readonly verifying: VerificationService;
}

const MINUTE_MS = 60_000;

/** A case from its first report to its filing. */
export class CaseService {
  constructor(private readonly parts: Parts) {}

  adopt(actor: Actor, input: AdoptReportInput): Promise<Case> {
    return this.run(actor, 'adoptReport', input, async () => {
      const { reports, adoption } = this.parts;
      const report = await reports.visible(actor, input.reportId);
      const { role } = reportWorkflow.require(actor, report, 'adopt');
      const adopted = { report, version: input.version, role, title: input.title };
      if (!input.caseId) return adoption.intoNew(actor, adopted);
      return adoption.intoStanding(actor, await this.standing(actor, input.caseId), adopted);
    });
  }

  sendToVerify(actor: Actor, input: SendCaseToVerifyInput): Promise<Case> {
    return this.change(actor, 'sendCaseToVerify', input, { action: 'sendToVerify', to: 'VERIFYING' });
  }

  recordVerification(actor: Actor, input: RecordVerificationInput): Promise<Case> {
    const { answer: verification, note, version } = input;
    return this.run(actor, 'recordVerification', input, async () => {
      const { changes, verifying, history } = this.parts;
      const subject = await changes.visible(actor, input.caseId);
      const change = { action: 'recordVerification', to: 'REPORTED', version, note } as const;
      const verified = await changes.perform(actor, subject, { ...change, set: { verification } });
      await this.requireSite(subject, input);
      const site = { purpose: 'CASE_VERIFICATION', subjectId: subject.id } as const;
      for (const photo of await verifying.keep(actor, input, site))
        await history.append(actor, photoLine(subject.id, photo));
      return verified;
    });
  }

  /** The member answers with place and photo when the channel demands them, such as VIDEO and PUBLIC. */
  private async requireSite({ channelCode, createdAt }: Case, input: RecordVerificationInput): Promise<void> {
    const channel = await this.parts.categories.channel(channelCode, shanghaiDay(createdAt));
    if (!channel.needsSitePhoto || (input.place && input.photoIds?.length)) return;
    throw new EcoGridError('GUARD_FAILED', { action: ACTIONS.recordVerification, guard: 'placeAndPhoto' });
  }

  accept(actor: Actor, input: AcceptCaseInput): Promise<Case> {
    return this.change(actor, 'acceptCase', input, { action: 'accept', to: 'ACCEPTED' });
  }

  reject(actor: Actor, input: RejectCaseInput): Promise<Case> {
    const { reason } = input;
    const change = { action: 'reject', to: 'REJECTED', note: reason } as const;
    return this.change(actor, 'rejectCase', input, change, (closedAt) => ({ reason, closedAt }));
  }

  file(actor: Actor, input: FileCaseInput): Promise<Case> {
    return this.run(actor, 'fileCase', input, async () => {
      const { changes } = this.parts;
      const subject = await changes.visible(actor, input.caseId);
      caseWorkflow.require(actor, subject, 'file');
      const set = await this.filing(subject, input);
      if (set.filedAt) await this.parts.clocks.start(subject.id, [null], set.filedAt);
      const filed = await changes.perform(actor, subject, {
        action: 'file',
        to: 'FILED',
        version: input.version,
        set,
      });
      if (!subject.filedAt) {
        await this.announceFiled(filed);
        await this.parts.credit.announceFiled(filed);
      }
      return filed;
    });
  }

  /** The fields that filing sets. A reopened case keeps its clock. */
  private async filing(subject: Case, input: FileCaseInput): Promise<Partial<Case>> {
    const category = await this.category(input.categoryCode ?? subject.categoryCode);
    const isUrgent = input.isUrgent ?? (subject.isUrgent || category.isUrgent);
    const settled = { categoryCode: category.code, ...(await this.gridOf(subject, input)), isUrgent };
    if (subject.filedAt) return settled;
    const filedAt = this.now();
    const calendar = await this.parts.workCalendars.current(isUrgent);
    const { closingMinutes } = category;
    const dueAt = addWorkMinutes(calendar, filedAt, closingMinutes);
    const clock = { closingMinutes, calendarVersion: calendar.version };
    return { ...settled, ...clock, filedAt, dueAt };
  }

  private async announceFiled(filed: Case): Promise<void> {
    const { changes, categories } = this.parts;
    const {
      id: caseId,
      number,
      channelCode,
      categoryCode,
      gridCode,
      enterpriseId,
      reporterId,
      createdAt,
    } = filed;
    const filedAt = filed.filedAt as Date;
    const { filingMinutes } = await categories.channel(channelCode, shanghaiDay(createdAt));
    const isOnTime = filedAt.getTime() - createdAt.getTime() <= filingMinutes * MINUTE_MS;
    const said = {
      caseId,
      number,
      channel: channelCode,
      categoryCode,
      gridCode,
      enterpriseId,
      filedAt: filedAt.toISOString(),
    };
    await changes.announce('CaseFiled', filed, { ...said, reporterId, isOnTime });
  }

  private async category(code: string | null): Promise<Category> {
    if (code === null) throw new EcoGridError('GUARD_FAILED', { action: ACTIONS.file, guard: 'categorySet' });
    const category = await this.parts.categories.effective(code, shanghaiDay(this.now()));
    if (!category) throw new EcoGridError('NOT_FOUND', { thing: 'category', id: code });
    return category;
  }

  private async gridOf(
    subject: Case,
    { gridCode }: FileCaseInput,
  ): Promise<Pick<Case, 'gridCode' | 'gridMatch'>> {
    if (gridCode && gridCode !== subject.gridCode) {
      const gridMatch = await this.parts.locator.named(gridCode, 'DESK', placeOf(subject));
      return { gridCode, gridMatch };
    }
    if (subject.gridCode) return { gridCode: subject.gridCode, gridMatch: subject.gridMatch };
    throw new EcoGridError('GUARD_FAILED', { action: ACTIONS.file, guard: 'gridSet' });
  }

  private async standing(actor: Actor, id: string): Promise<Case> {
    const standing = await this.parts.changes.visible(actor, id);
    if (!ENDED_STATES.includes(standing.state)) return standing;
    throw new EcoGridError('GUARD_FAILED', {
      ...{ action: reportWorkflow.actions.adopt, guard: 'caseStands' },
      state: caseWorkflow.states[standing.state],
    });
  }

  private change(
    actor: Actor,
    operation: string,
    input: CaseInput,
    change: Pick<CaseChange, 'action' | 'to' | 'note'>,
    set: (now: Date) => Partial<Case> = () => ({}),
  ): Promise<Case> {
    const { scope, changes } = this.parts;
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation,
      permit: (_actor, subject) => caseWorkflow.require(actor, subject, change.action),
      decide: (_subject, { version }, now) => ({ ...change, version, set: set(now) }),
      write: (plan, subject, permission) => changes.write(actor, permission, subject, plan),
    });
  }

  private async run(
    actor: Actor,
    operation: string,
    input: MutationInput,
    work: () => Promise<Case>,
  ): Promise<Case> {
    const id = await mutate(this.parts.scope, actor, operation, input, async () => (await work()).id);
    return this.parts.changes.visible(actor, id);
  }

  private now(): Date {
    return this.parts.scope.clock.now();
  }
}
