import { BackgroundJob, type Metrics } from '@ecogrid/service';
import { DomainLanes } from './domain-lanes.ts';
import { FolderTransport } from './folder.transport.ts';
import type { MailOutbox } from './mail-outbox.ts';
import { mailMetrics } from './mail.metrics.ts';
import { EmailSender, type EmailSenderParts } from './email-sender.ts';
import { SmtpTransport } from './smtp.transport.ts';

type Parts = Omit<EmailSenderParts, 'transport' | 'lanes' | 'metrics'> & {
  readonly outbox: MailOutbox;
  readonly metrics: Metrics;
};

/** The senders of this process, woken by each commit that wrote emails. */
export function openEmailSending({ outbox, metrics, ...parts }: Parts): BackgroundJob[] {
  const { mail, emails, clock, logger } = parts;
  const { smtpUrl, timeoutMs, folder, workers, perDomain, pollMs: everyMs } = mail;
  const transport = smtpUrl ? new SmtpTransport(smtpUrl, timeoutMs) : new FolderTransport(folder);
  const shared = { lanes: new DomainLanes(perDomain), metrics: mailMetrics(metrics, emails, clock) };
  const sender = new EmailSender({ ...parts, ...shared, transport });
  const jobs = Array.from({ length: workers }, (_, index) => {
    const work = (signal: AbortSignal): Promise<void> => sender.round(signal);
    return new BackgroundJob({ name: `sender ${index + 1}`, logger, everyMs, work });
  });
  outbox.whenWritten(() => jobs.forEach((job) => job.wake()));
  return jobs;
}
