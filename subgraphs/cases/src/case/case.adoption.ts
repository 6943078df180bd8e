import { newId } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import { cutText } from '@ecogrid/subgraph';
import type { CategoryRepository, IntakeChannel } from '../codes/index.ts';
import type { HistoryService } from './history/index.ts';
import type { Report, ReportChanges } from '../intake/index.ts';
import { listedBy, type Case } from './case.entity.ts';
import type { CaseChanges, CaseFollower } from './case.changes.ts';
import type { CaseCredit } from './case.credit.ts';
import { caseNumber, numberScope } from './case-number.rule.ts';
import type { CaseRepository } from './case.repository.ts';

interface Parts {
  readonly cases: CaseRepository;
  readonly changes: CaseChanges;
  readonly credit: CaseCredit;
  readonly reports: ReportChanges;
  readonly categories: CategoryRepository;
  readonly history: HistoryService;
  readonly clock: Clock;
  readonly caseFollowers: readonly CaseFollower[];
  /** Six digits: the division that cases are numbered in. */
  readonly divisionCode: string;
}

export interface Adoption {
  readonly report: Report;
  /** The version of the report that was decided about. */
  readonly version: number;
  readonly role: string | null;
  readonly title?: string | undefined;
}

const TITLE_LENGTH = 60;

/** A report becomes part of a case: of a new one or of a standing one. Called inside a unit of work. */
export class CaseAdoption {
  constructor(private readonly parts: Parts) {}

  async intoNew(actor: Actor, adoption: Adoption): Promise<Case> {
    const { cases, changes, history, caseFollowers } = this.parts;
    const opened = await this.draft(adoption);
    await cases.insert(opened);
    await history.begin(opened.id);
    for (const follower of caseFollowers) await follower.opened?.(opened);
    await this.adopt(actor, opened, adoption);
    await changes.changed(actor, opened, { action: 'adopt', from: null });
    return opened;
  }

  async intoStanding(actor: Actor, standing: Case, adoption: Adoption): Promise<Case> {
    await this.adopt(actor, standing, adoption);
    // A report that waited for its review may be older than the case that another one opened meanwhile.
    if (adoption.report.receivedAt < standing.createdAt) await this.parts.credit.settle(standing.id);
    return standing;
  }

  private async adopt(actor: Actor, subject: Case, { report, version, role }: Adoption): Promise<void> {
    await this.parts.reports.change(actor, report, version, 'adopt', {
      state: 'ADOPTED',
      caseId: subject.id,
    });
    const isNew = subject.firstReportId === report.id;
    await this.parts.history.append(actor, {
      caseId: subject.id,
      thing: 'REPORT',
      thingId: report.id,
      action: 'adopt',
      from: isNew ? null : report.state,
      to: isNew ? subject.state : 'ADOPTED',
      actorRole: role,
    });
  }

  private async draft({ report, title }: Adoption): Promise<Case> {
    const { categories, cases, clock, divisionCode } = this.parts;
    const createdAt = clock.now();
    const scope = numberScope(createdAt, divisionCode);
    const channel = await categories.channel(report.channelCode, shanghaiDay(report.receivedAt));
    const category = report.categoryCode ? await categories.find(report.categoryCode) : null;
    const number = caseNumber(scope, await cases.nextCount(scope));
    const line = title ?? cutText(report.description, TITLE_LENGTH);
    return {
      ...opened(report, channel),
      number,
      title: line,
      isUrgent: category?.isUrgent ?? false,
      createdAt,
      updatedAt: createdAt,
    };
  }
}

/** The business clock starts at filing. */
const NO_CLOCK = {
  ...{ filedAt: null, dueAt: null, closingMinutes: null, calendarVersion: null },
};

function opened(
  report: Report,
  channel: IntakeChannel,
): Omit<Case, 'number' | 'title' | 'isUrgent' | 'createdAt' | 'updatedAt'> {
  const { channelCode, description, categoryCode, gridCode, longitude, latitude, objectKind, objectName } =
    report;
  const { enterpriseId, enterpriseCode, outletId, pollutantCode, reporterId, verification } = report;
  const { gridMatch, superiorLevel, superiorDocument, campaignCode, cameraId } = report;
  return {
    ...{ channelCode, description, categoryCode, gridCode, longitude, latitude, objectKind, objectName },
    ...{ enterpriseId, enterpriseCode, outletId, pollutantCode, reporterId, verification },
    ...{ gridMatch, superiorLevel, superiorDocument, campaignCode, cameraId },
    id: newId(),
    state: 'REPORTED',
    version: 1,
    isSuperior: channel.isSuperior,
    firstReportId: report.id,
    needsVerification: channel.needsVerification,
    isVoidAsked: false,
    voidAskedBy: null,
    stateBefore: null,
    mergedIntoId: null,
    reason: null,
    leadOrganizationCode: null,
    organizationCodes: [],
    openTickets: 0,
    isWithoutLead: false,
    misdispatchCount: 0,
    checkerId: null,
    reworkCount: 0,
    unmetCriteria: [],
    ...NO_CLOCK,
    ...listedBy({ gridCode, ...NO_CLOCK, closedAt: null }),
    lookBackDueOn: null,
    reopenedAt: null,
    reopenCount: 0,
    reopenedByLookBackId: null,
    closedAt: null,
  };
}
