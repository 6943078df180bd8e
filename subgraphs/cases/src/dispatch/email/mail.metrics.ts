import type { Clock, Metrics } from '@ecogrid/service';
import type { EmailDeliveryRepository } from './email-delivery.repository.ts';
import type { EmailDeliveryFault } from './email-delivery.vocabulary.ts';

/** The metrics of e-mail delivery. */
export interface MailMetrics {
  sent(): void;
  failed(fault: keyof typeof EmailDeliveryFault): void;
}

const name = (what: string): string => `ecogrid_cases_emails_${what}`;

/** How e-mails fare: counted here as they go, and asked of the table as they lie there. */
export function mailMetrics(metrics: Metrics, emails: EmailDeliveryRepository, clock: Clock): MailMetrics {
  const sent = metrics.counter(
    name('sent_total'),
    'EmailDeliveries that the mail server, or the folder, has taken',
  );
  const failures = metrics.counter(name('failures_total'), 'Attempts to send that failed, by fault', [
    'fault',
  ]);
  metrics.gauge(name('queued'), 'EmailDeliveries that wait to be sent, or to be sent again', () =>
    emails.countWaiting(),
  );
  metrics.gauge(name('dead'), 'EmailDeliveries given up, which an operator has to see to', () =>
    emails.countDead(),
  );
  metrics.gauge(name('oldest_queued_seconds'), 'The age of the oldest email that waits', async () => {
    const oldest = await emails.oldestWaiting();
    return oldest ? (clock.now().getTime() - oldest.getTime()) / 1_000 : 0;
  });
  return { sent: () => sent.inc(), failed: (fault) => failures.inc({ fault }) };
}
