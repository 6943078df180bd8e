import { BackgroundJob, type Metrics } from '@ecogrid/service';
import { DomainLanes } from './domain-lanes.ts';
import { FolderTransport } from './folder.transport.ts';
import type { MailOutbox } from './mail-outbox.ts';
import { mailMetrics } from './mail.metrics.ts';
import { Postman, type PostmanParts } from './postman.ts';
import { SmtpTransport } from './smtp.transport.ts';

type Parts = Omit<PostmanParts, 'transport' | 'lanes' | 'metrics'> & {
  readonly outbox: MailOutbox;
  readonly metrics: Metrics;
};

/** The postmen of this process, woken by each commit that wrote letters. */
export function openPostOffice({ outbox, metrics, ...parts }: Parts): BackgroundJob[] {
  const { mail, letters, clock, logger } = parts;
  const { smtpUrl, timeoutMs, folder, workers, perDomain, pollMs: everyMs } = mail;
  const transport = smtpUrl ? new SmtpTransport(smtpUrl, timeoutMs) : new FolderTransport(folder);
  const shared = { lanes: new DomainLanes(perDomain), metrics: mailMetrics(metrics, letters, clock) };
  const postman = new Postman({ ...parts, ...shared, transport });
  const jobs = Array.from({ length: workers }, (_, index) => {
    const work = (signal: AbortSignal): Promise<void> => postman.round(signal);
    return new BackgroundJob({ name: `postman ${index + 1}`, logger, everyMs, work });
  });
  outbox.whenWritten(() => jobs.forEach((job) => job.wake()));
  return jobs;
}
