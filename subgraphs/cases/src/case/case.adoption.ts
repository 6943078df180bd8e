import { newId } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import type { CategoryRepository, IntakeChannel } from '../codes/index.ts';
import type { HistoryService } from './history/index.ts';
import type { Report, ReportChanges } from '../intake/index.ts';
import { Case, listedBy, untouched } from './case.entity.ts';
import type { CaseChanges, CaseFollower } from './case.changes.ts';
import type { CaseCredit } from './case.credit.ts';
import { caseNumber, numberScope } from './case-number.rule.ts';
import type { CaseRepository } from './case.repository.ts';
import { noteOf, titleOf, type CaseWords } from './words.rule.ts';

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
  /** The words of the desk; see `words.rule`. */
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly objectName?: string | undefined;
}

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
    if (adoption.report.receivedAt >= standing.createdAt) return standing;
    return this.parts.credit.settle(standing);
  }

  private async adopt(
    actor: Actor,
    subject: Case,
    { report, version, role, ...words }: Adoption,
  ): Promise<void> {
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
      note: isNew ? noteOf(words) || null : null,
    });
  }

  private async draft({ report, ...words }: Adoption): Promise<Case> {
    const { categories, cases, clock, divisionCode } = this.parts;
    const createdAt = clock.now();
    const scope = numberScope(createdAt, divisionCode);
    const channel = await categories.channel(report.channelCode, shanghaiDay(report.receivedAt));
    const category = report.categoryCode ? await categories.find(report.categoryCode) : null;
    const number = caseNumber(scope, await cases.nextCount(scope));
    // The words of a report may name the reporter: only the name of a known enterprise is taken over.
    const known = report.supervisedObjectId === null ? null : report.objectName;
    const objectName = words.objectName ?? known;
    return Object.assign(new Case(), {
      ...opened(report, channel),
      number,
      objectName,
      summary: words.summary ?? null,
      title: words.title ?? titleOf(objectName, category, channel),
      isUrgent: category?.isUrgent ?? false,
      createdAt,
      updatedAt: createdAt,
    });
  }
}

function opened(
  report: Report,
  channel: IntakeChannel,
): Omit<Case, 'number' | keyof CaseWords | 'isUrgent' | 'createdAt' | 'updatedAt'> {
  const { channelCode, categoryCode, gridCode, longitude, latitude, objectKind } = report;
  const { supervisedObjectId, enterpriseCode, outletId, pollutantCode, reporterId, verification } = report;
  const { gridMatch, superiorLevel, superiorDocument, campaignCode, cameraId } = report;
  return {
    channelCode,
    categoryCode,
    gridCode,
    longitude,
    latitude,
    objectKind,
    supervisedObjectId,
    enterpriseCode,
    outletId,
    pollutantCode,
    reporterId,
    verification,
    gridMatch,
    superiorLevel,
    superiorDocument,
    campaignCode,
    cameraId,
    id: newId(),
    state: 'REPORTED',
    version: 1,
    isSuperior: channel.isSuperior,
    firstReportId: report.id,
    needsVerification: channel.needsVerification,
    ...untouched(),
    ...listedBy({ gridCode, dueAt: null, closedAt: null }),
  };
}
