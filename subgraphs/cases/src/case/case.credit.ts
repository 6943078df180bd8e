import type { CaseChanges } from './case.changes.ts';
import { Case } from './case.entity.ts';
import type { CaseRepository } from './case.repository.ts';

interface Parts {
  readonly cases: CaseRepository;
  readonly changes: CaseChanges;
}

/** The credit of a matter: its earliest report, independent of the order of adoptions and merges. See docs/domain.md §3. */
export class CaseCredit {
  constructor(private readonly parts: Parts) {}

  /** Once, at the first filing; there is no credit before. */
  async announceFiled(filed: Case): Promise<void> {
    if (filed.reporterId !== null) await this.announce(filed);
  }

  /**
   * To be called after reports or cases joined the case or left it, and after its history said so: that orders those
   * who do it at the same time. Cases that it is merged into follow it. @returns the case with its credit.
   */
  async settle(subject: Case): Promise<Case> {
    const { cases } = this.parts;
    const { id: firstReportId, reporterId } = await cases.firstReportOf(subject.id);
    if (firstReportId !== subject.firstReportId)
      await cases.credit(subject.id, { firstReportId, reporterId });
    const credited = Object.assign(new Case(), subject, { firstReportId, reporterId });
    if (subject.filedAt !== null && reporterId !== subject.reporterId) await this.announce(credited);
    if (subject.mergedIntoId !== null) await this.settleOf(subject.mergedIntoId);
    return credited;
  }

  /** The same for a case that the use case has not read. */
  async settleOf(caseId: string): Promise<Case> {
    return this.settle(await this.parts.cases.existing(caseId));
  }

  private announce(credited: Case): Promise<void> {
    const { id: caseId, number, categoryCode, channelCode: channel, gridCode, reporterId } = credited;
    const said = { caseId, number, categoryCode, channel, gridCode, reporterId };
    return this.parts.changes.announce('CaseCredited', credited, said);
  }
}
