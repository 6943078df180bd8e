import { newId } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { NewEvent, Outbox } from '@ecogrid/events';
import type { ScoreEntry } from './score-entry.entity.ts';
import type { LedgerRepository } from './ledger.repository.ts';

/** The one way into the ledger: entries and their announcement in the caller's transaction. */
export class Ledger {
  constructor(
    private readonly repository: LedgerRepository,
    private readonly outbox: Outbox<TopicOf<'assessment'>>,
  ) {}

  async append(entries: readonly ScoreEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.repository.insert(entries);
    await this.outbox.announce(...entries.map(posted));
  }
}

/** The period, reason and person of a reversal; the person is null when a later fact causes it. */
export type TakenBack = Pick<ScoreEntry, 'periodCode' | 'reason' | 'postedBy' | 'postedAt'>;

/** The entry that takes another one back; its own source, so that the fact may be posted again. */
export function reversalOf(entry: ScoreEntry, taken: TakenBack): ScoreEntry {
  const id = newId();
  // Not -0, which two whole numbers of opposite sign would not be.
  const pointsHundredths = 0 - entry.pointsHundredths;
  return { ...entry, ...taken, id, pointsHundredths, sourceEventId: id, reversalOf: entry.id };
}

function posted(entry: ScoreEntry): NewEvent<TopicOf<'assessment'>> {
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
