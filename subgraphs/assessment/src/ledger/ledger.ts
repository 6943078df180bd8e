import type { NewEvent, Outbox } from '@ecogrid/events';
import type { ScoreEntry } from './score-entry.entity.ts';
import type { LedgerRepository } from './ledger.repository.ts';

/** The one way into the ledger: entries and their announcement in the caller's transaction. */
export class Ledger {
  constructor(
    private readonly repository: LedgerRepository,
    private readonly outbox: Outbox,
  ) {}

  async append(entries: readonly ScoreEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.repository.insert(entries);
    await this.outbox.announce(...entries.map(posted));
  }
}

function posted(entry: ScoreEntry): NewEvent {
  const { id, subjectKind, subjectCode, ruleCode, periodCode, pointsHundredths, sourceTopic, sourceId } =
    entry;
  const payload = {
    id,
    subjectKind,
    subjectCode,
    ruleCode,
    periodCode,
    pointsHundredths,
    sourceTopic,
    sourceId,
  };
  return { topic: 'ScorePosted', channel: subjectCode, aggregateId: id, payload, occurredAt: entry.postedAt };
}
