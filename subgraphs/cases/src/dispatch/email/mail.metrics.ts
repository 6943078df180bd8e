import type { Clock, Metrics } from '@ecogrid/service';
import type { LetterRepository } from './letter.repository.ts';
import type { LetterFault } from './letter.vocabulary.ts';

/** The metrics of e-mail delivery. */
export interface MailMetrics {
  sent(): void;
  failed(fault: keyof typeof LetterFault): void;
}

const name = (what: string): string => `ecogrid_cases_letters_${what}`;

/** How letters fare: counted here as they go, and asked of the table as they lie there. */
export function mailMetrics(metrics: Metrics, letters: LetterRepository, clock: Clock): MailMetrics {
  const sent = metrics.counter(name('sent_total'), 'Letters that the mail server, or the folder, has taken');
  const failures = metrics.counter(name('failures_total'), 'Attempts to send that failed, by fault', [
    'fault',
  ]);
  metrics.gauge(name('queued'), 'Letters that wait to be sent, or to be sent again', () =>
    letters.countWaiting(),
  );
  metrics.gauge(name('dead'), 'Letters given up, which an operator has to see to', () => letters.countDead());
  metrics.gauge(name('oldest_queued_seconds'), 'The age of the oldest letter that waits', async () => {
    const oldest = await letters.oldestWaiting();
    return oldest ? (clock.now().getTime() - oldest.getTime()) / 1_000 : 0;
  });
  return { sent: () => sent.inc(), failed: (fault) => failures.inc({ fault }) };
}
