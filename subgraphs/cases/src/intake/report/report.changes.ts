import { EcoGridError } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { Clock } from '@ecogrid/service';
import { changedBy } from '../../kernel/index.ts';
import { Report } from './report.entity.ts';
import type { ReportRepository } from './report.repository.ts';
import type { ReportEvent } from './report.vocabulary.ts';

interface Parts {
  readonly reports: ReportRepository;
  readonly outbox: Outbox<TopicOf<'cases'>>;
  readonly clock: Clock;
}

/** Writes a report and announces it. Called inside a unit of work. */
export class ReportChanges {
  constructor(private readonly parts: Parts) {}

  async create(actor: Actor, report: Report): Promise<void> {
    await this.parts.reports.insert(report);
    await this.announce(actor, null, report, 'submit');
  }

  /** @throws EcoGridError VERSION_STALE when the report is no longer at the version. */
  async change(
    actor: Actor,
    report: Report,
    version: number,
    action: keyof typeof ReportEvent,
    set: Partial<Report>,
  ): Promise<Report> {
    if (!(await this.parts.reports.update(report.id, version, set))) {
      throw new EcoGridError('VERSION_STALE', { thing: 'report', expected: version, actual: report.version });
    }
    const changed = Object.assign(new Report(), report, set, { version: version + 1 });
    await this.announce(actor, report.state, changed, action);
    return changed;
  }

  private async announce(
    actor: Actor,
    from: Report['state'] | null,
    { id, state, version, gridCode, caseId, reporterId }: Report,
    action: keyof typeof ReportEvent,
  ): Promise<void> {
    await this.parts.outbox.announce({
      topic: 'ReportChanged',
      channel: gridCode ?? '',
      aggregateId: id,
      payload: {
        reportId: id,
        state,
        version,
        action,
        gridCode,
        caseId,
        reporterId,
        from,
        by: changedBy(actor),
      },
      occurredAt: this.parts.clock.now(),
    });
  }
}
