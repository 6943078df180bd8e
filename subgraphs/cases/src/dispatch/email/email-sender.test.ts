import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { newId } from '@ecogrid/database';
import { Metrics, silentLogger, type BackgroundJob, type Logger } from '@ecogrid/service';
import { eventually } from '@ecogrid/service/testing';
import { simpleParser } from 'mailparser';
import type { SMTPServerOptions } from 'smtp-server';
import {
  Journey,
  mailOptions,
  openBench,
  raisedExceedance,
  type CasesBench,
} from '../../testing/cases.builder.ts';
import { KnownOrganization } from '../../neighbours/index.ts';
import { EmailDelivery, openEmailSending, type EmailDraft, type MailOptions } from './index.ts';
import { goodServer, faultyServer, type Misbehaviour, type TestMailServer } from './mail-server.fixture.ts';

const TIMEOUT_MS = 120_000;
jest.setTimeout(2 * TIMEOUT_MS);
const HOUR_MS = 3_600_000;
/** Short for a server that never answers, long for a busy machine that does. */
const SHORT_MS = 400;

const draft = (organizationCode = 'DEPT-WATER'): EmailDraft => ({
  kind: 'TICKET_ISSUED',
  organizationCode,
  caseId: newId(),
  ticketId: newId(),
  facts: {
    caseNumber: '2026-370871-000001',
    ticketNumber: '2026-370871-000001-1',
    where: '柳行街道',
    what: { zh: '河道', en: 'River' },
    dueAt: '2026-03-05T03:30:00.000Z',
    note: null,
  },
});

describe.each(testEngines())('senders on $name', (engine) => {
  let bench: CasesBench;
  const jobs: BackgroundJob[] = [];
  const servers: TestMailServer[] = [];
  beforeAll(async () => {
    bench = await openBench(engine);
  });
  afterAll(() => bench.close());
  afterEach(async () => {
    await Promise.all(jobs.splice(0).map((job) => job.stop()));
    await Promise.all(servers.splice(0).map((server) => server.close()));
    await bench.database.transaction((manager) => manager.query('DELETE FROM email_delivery'));
    bench.setNow('2026-03-04T01:00:00.000Z');
  });

  const good = async (...options: Parameters<typeof goodServer>): Promise<TestMailServer> => {
    const server = await goodServer(...options);
    servers.push(server);
    return server;
  };
  const faulty = async (faultAt: Misbehaviour): Promise<TestMailServer> => {
    const server = await faultyServer(faultAt);
    servers.push(server);
    return server;
  };
  const office = (mail: Partial<MailOptions>, logger: Logger = silentLogger, metrics = new Metrics()) => {
    const opened = openEmailSending({
      ...bench,
      outbox: bench.mail,
      logger,
      metrics,
      mail: mailOptions(mail),
    });
    jobs.push(...opened);
    for (const job of opened) job.start();
    return opened;
  };
  const write = (...drafts: EmailDraft[]): Promise<void> =>
    bench.database.transaction(() => bench.mail.write(drafts));
  const all = (): Promise<EmailDelivery[]> =>
    bench.database.manager.find(EmailDelivery, { order: { createdAt: 'ASC', id: 'ASC' } });
  const emailsOnce = (isSo: (emails: EmailDelivery[]) => boolean): Promise<EmailDelivery[]> =>
    eventually(all, isSo, TIMEOUT_MS);
  const settled = (emails: EmailDelivery[]): boolean =>
    emails.length > 0 && emails.every(({ state }) => state !== 'QUEUED' && state !== 'SENDING');
  const sent = (emails: EmailDelivery[]): boolean =>
    emails.length > 0 && emails.every(({ state }) => state === 'SENT');
  const moveTo = (code: string, email: string): Promise<unknown> =>
    bench.database.transaction((manager) => manager.update(KnownOrganization, { code }, { email }));

  test('send an e-mail of a dispatch right after its commit, in both languages, as text and HTML', async () => {
    const server = await good();
    office({ smtpUrl: server.url, pollMs: HOUR_MS });
    const journey = await new Journey(bench).dispatched();
    const [email] = await emailsOnce(sent);
    const [ticket] = await journey.tickets();
    expect(email).toMatchObject({ attempts: 1, fault: null, dueAt: null, sentAt: expect.any(Date) });
    expect(server.accepted).toMatchObject([
      { to: 'dept-environment@ecogrid.example', messageId: email?.messageId },
    ]);
    const parsed = await simpleParser(server.accepted[0]?.raw ?? '');
    expect(parsed.from?.text).toContain('desk@ecogrid.test');
    expect(parsed.subject).toContain(ticket?.number ?? '?');
    expect(parsed.text).toContain(`https://eco.example/tickets/${ticket?.id}`);
    expect(parsed.text).toContain('办理期限');
    expect(parsed.html).toContain('Deadline');
  });

  const once = { smtpUrl: '', retryAfterMs: [HOUR_MS], timeoutMs: SHORT_MS };
  const patient = { ...once, timeoutMs: 30_000 };
  test.each<[string, Misbehaviour, Partial<MailOptions>, string, string]>([
    ['refuses to talk (421)', on('GREETING', '421 too busy'), patient, 'FAILED', 'DEFERRED'],
    ['refuses the session (554)', on('GREETING', '554 no service'), patient, 'FAILED', 'NOT_ADMITTED'],
    ['defers the recipient (450)', on('RCPT', '450 try later'), patient, 'FAILED', 'DEFERRED'],
    ['knows no such recipient (550)', on('RCPT', '550 no such user'), patient, 'DEAD', 'REFUSED'],
    ['finds the mailbox full (552)', on('END', '552 mailbox full'), patient, 'DEAD', 'REFUSED'],
    ['hangs before the greeting', on('GREETING', 'HANG'), once, 'FAILED', 'TIMED_OUT'],
    ['hangs in the conversation', on('MAIL', 'HANG'), once, 'FAILED', 'TIMED_OUT'],
    ['hangs after the message', on('END', 'HANG'), once, 'FAILED', 'TIMED_OUT'],
    ['drips one byte at a time', on('MAIL', 'DRIP'), once, 'FAILED', 'TIMED_OUT'],
    ['drips its greeting', on('GREETING', 'DRIP'), once, 'FAILED', 'TIMED_OUT'],
    ['breaks off before the greeting', on('GREETING', 'BREAK'), patient, 'FAILED', 'BROKEN_OFF'],
    ['breaks off after the message', on('END', 'BREAK'), patient, 'FAILED', 'BROKEN_OFF'],
  ])('lose nothing to a server that %s', async (_name, faultAt, mail, state, fault) => {
    const server = await faulty(faultAt);
    office({ ...mail, smtpUrl: server.url });
    await write(draft());
    const [email] = await emailsOnce(settled);
    expect(email).toMatchObject({ state, fault, attempts: 1 });
    expect(email?.dueAt === null).toBe(state === 'DEAD');
    if (state === 'DEAD') expect(email?.answer).toMatch(/^55\d /);
  });

  test('lose nothing without a listener, nor when TLS never begins', async () => {
    const silent = await faulty(on('GREETING', 'HANG'));
    const gone = await goodServer();
    await gone.close();
    office({ ...patient, smtpUrl: gone.url, workers: 1 });
    await write(draft());
    expect(await emailsOnce(settled)).toMatchObject([{ state: 'FAILED', fault: 'UNREACHABLE' }]);
    await Promise.all(jobs.splice(0).map((job) => job.stop()));
    bench.setNow('2026-03-04T03:00:00.000Z');
    office({ ...once, retryAfterMs: [HOUR_MS, HOUR_MS], smtpUrl: silent.url.replace('smtp:', 'smtps:') });
    // Either timeout may end a handshake that never began: ours, or that of TLS.
    expect(await emailsOnce(([email]) => email?.attempts === 2 && email.state === 'FAILED')).toMatchObject([
      { fault: expect.stringMatching(/^(TIMED_OUT|BROKEN_OFF)$/) },
    ]);
  });

  test('repeat an e-mail whose answer was lost under the same Message-ID, byte for byte', async () => {
    let conversations = 0;
    const server = await faulty((turn) => {
      if (turn === 'GREETING') conversations += 1;
      return turn === 'END' && conversations < 3 ? 'BREAK' : undefined;
    });
    office({ smtpUrl: server.url, retryAfterMs: [0, 0, 0] });
    await write(draft());
    const [email] = await emailsOnce(sent);
    expect(email).toMatchObject({ attempts: 3, fault: null, answer: null });
    expect(server.accepted).toHaveLength(3);
    expect(new Set(server.accepted.map(({ messageId }) => messageId))).toEqual(new Set([email?.messageId]));
    expect(new Set(server.accepted.map(({ raw }) => raw)).size).toBe(1);
  });

  test('wait longer after each attempt, and give an e-mail up after the last', async () => {
    const server = await faulty(on('RCPT', '450 try later'));
    office({ smtpUrl: server.url, retryAfterMs: [60_000, 600_000] });
    await write(draft());
    const restOf = ({ dueAt }: EmailDelivery): number =>
      (dueAt?.getTime() ?? 0) - Date.parse('2026-03-04T01:00:00.000Z');
    const [first] = await emailsOnce(([email]) => email?.state === 'FAILED');
    expect(restOf(first as EmailDelivery)).toBeGreaterThanOrEqual(60_000);
    expect(restOf(first as EmailDelivery)).toBeLessThanOrEqual(72_000);
    bench.setNow('2026-03-04T01:02:00.000Z');
    const [second] = await emailsOnce(([email]) => email?.attempts === 2 && email.state === 'FAILED');
    expect(restOf(second as EmailDelivery)).toBeGreaterThanOrEqual(720_000);
    bench.setNow('2026-03-04T01:20:00.000Z');
    const [last] = await emailsOnce(([email]) => email?.state === 'DEAD');
    expect(last).toMatchObject({ attempts: 3, fault: 'DEFERRED', answer: '450 try later', dueAt: null });
  });

  test('are not delayed by a slow domain', async () => {
    await moveTo('DEPT-WATER', 'office@slow.example');
    const server = await faulty((turn, line) =>
      turn === 'RCPT' && line.includes('slow.example') ? 'HANG' : undefined,
    );
    office({ smtpUrl: server.url, workers: 3, perDomain: 2 });
    const slow = Array.from({ length: 30 }, () => draft('DEPT-WATER'));
    const quick = Array.from({ length: 10 }, () => draft('DEPT-HOUSING'));
    await write(...slow);
    await emailsOnce((emails) => emails.filter(({ state }) => state === 'SENDING').length === 2);
    await write(...quick);
    const emails = await emailsOnce((found) => found.filter(({ state }) => state === 'SENT').length === 10);
    const states = emails.filter(({ domain }) => domain === 'slow.example').map(({ state }) => state);
    expect(states.filter((state) => state === 'SENDING')).toHaveLength(2);
    expect(states.filter((state) => state === 'QUEUED')).toHaveLength(28);
    await moveTo('DEPT-WATER', 'dept-water@ecogrid.example');
  });

  test('do not delay a dispatch: it is answered while the mail server hangs', async () => {
    const server = await faulty(on('GREETING', 'HANG'));
    office({ smtpUrl: server.url });
    await write(draft('DEPT-ENVIRONMENT'), draft('DEPT-HOUSING'), draft('DEPT-WATER'));
    await emailsOnce((emails) => emails.filter(({ state }) => state === 'SENDING').length === 2);
    const journey = await new Journey(bench).reported(raisedExceedance({ pollutantCode: 'w21003' }));
    await (await journey.acceptedAndFiled()).sent();
    expect(await journey.current()).toMatchObject({ state: 'DISPATCHED' });
    expect((await all()).map(({ state }) => state)).not.toContain('SENT');
  });

  test('of several offices send each e-mail once', async () => {
    const server = await good();
    const organizations = ['DEPT-WATER', 'DEPT-HOUSING', 'DEPT-ENVIRONMENT'];
    await write(...Array.from({ length: 60 }, (_, index) => draft(organizations[index % 3])));
    for (let offices = 0; offices < 3; offices += 1) office({ smtpUrl: server.url, perDomain: 4 });
    const emails = await emailsOnce(sent);
    expect(emails.map(({ attempts }) => attempts)).toEqual(emails.map(() => 1));
    expect(server.accepted.map(({ messageId }) => messageId).sort()).toEqual(
      emails.map(({ messageId }) => messageId).sort(),
    );
  });

  test('take over the e-mail of a dead sender, but not before its claim has expired', async () => {
    const server = await good();
    await write(draft());
    const [email] = await all();
    const claim = { state: 'SENDING', attempts: 1, dueAt: new Date('2026-03-04T01:01:00.000Z') } as const;
    await bench.database.transaction(() => bench.emails.update(email?.id ?? '', 1, claim));
    office({ smtpUrl: server.url });
    await write(draft('DEPT-HOUSING'));
    await emailsOnce((emails) => emails.some(({ state }) => state === 'SENT'));
    expect(await all()).toMatchObject([{ state: 'SENDING', attempts: 1 }, { state: 'SENT' }]);
    bench.setNow('2026-03-04T01:01:00.000Z');
    expect((await emailsOnce(sent))[0]).toMatchObject({ attempts: 2 });
    expect(server.accepted.map(({ messageId }) => messageId)).toContain(email?.messageId);
  });

  test('do not overwrite the later state of an e-mail after their claim has expired', async () => {
    let answer: (text: string) => void = () => undefined;
    const slow = await faulty((turn) =>
      turn === 'END' ? new Promise<string>((resolve) => (answer = resolve)) : undefined,
    );
    const quick = await good();
    const late = office({ smtpUrl: slow.url });
    await write(draft());
    await emailsOnce(() => slow.accepted.length === 1);
    bench.setNow('2026-03-04T01:02:00.000Z');
    office({ smtpUrl: quick.url });
    const [email] = await emailsOnce(sent);
    answer('552 mailbox full');
    await Promise.all(late.map((job) => job.stop()));
    expect(await all()).toEqual([email]);
  });

  test('stop at once when the process ends, and the next process sends the rest', async () => {
    const hanging = await faulty(on('END', 'HANG'));
    const ended = office({ smtpUrl: hanging.url });
    await write(draft());
    await emailsOnce(() => hanging.accepted.length === 1);
    await Promise.all(ended.map((job) => job.stop()));
    expect(await all()).toMatchObject([{ state: 'FAILED', fault: 'BROKEN_OFF' }]);
    office({ smtpUrl: (await good()).url });
    expect(await emailsOnce(sent)).toMatchObject([{ attempts: 2 }]);
  });

  test('log in over TLS, and reveal no password when the login is refused', async () => {
    const onAuth: SMTPServerOptions['onAuth'] = ({ username, password }, _session, done) =>
      password === 'geheim' ? done(null, { user: username }) : done(new Error('wrong password'));
    const server = await good({ authOptional: false, disabledCommands: [], onAuth });
    const with_ = (password: string): string =>
      `${server.url.replace('smtp://', `smtp://desk:${password}@`)}/?requireTLS=true&tls.rejectUnauthorized=false`;
    const lines: unknown[] = [];
    const note = (fields: object, message: string): void => void lines.push([fields, message]);
    const logger: Logger = { debug: note, info: note, warn: note, error: note, child: () => logger };
    office({ smtpUrl: with_('falsch-geraten'), workers: 1, retryAfterMs: [0, 0, 0] }, logger);
    await write(draft());
    const [refused] = await emailsOnce(([email]) => email?.state === 'DEAD');
    expect(refused).toMatchObject({ fault: 'NOT_ADMITTED', attempts: 4 });
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify([lines, refused])).not.toContain('falsch-geraten');
    await Promise.all(jobs.splice(0).map((job) => job.stop()));
    office({ smtpUrl: with_('geheim') });
    await write(draft('DEPT-HOUSING'));
    await emailsOnce((emails) => emails.some(({ state }) => state === 'SENT'));
  });

  test('are counted: waiting e-mails and their age, sent, failed by reason, and dead ones', async () => {
    const server = await faulty((turn, line) =>
      turn === 'RCPT' && line.includes('water') ? '550 no such user' : undefined,
    );
    const metrics = new Metrics();
    office({ smtpUrl: server.url }, silentLogger, metrics);
    await write(draft('DEPT-WATER'), draft('DEPT-HOUSING'));
    await emailsOnce(settled);
    await Promise.all(jobs.splice(0).map((job) => job.stop()));
    await write(draft('DEPT-HOUSING'));
    bench.setNow('2026-03-04T01:05:00.000Z');
    const page = await metrics.registry.metrics();
    for (const line of [
      'ecogrid_cases_emails_sent_total 1',
      'ecogrid_cases_emails_failures_total{fault="REFUSED"} 1',
      'ecogrid_cases_emails_queued 1',
      'ecogrid_cases_emails_dead 1',
      'ecogrid_cases_emails_oldest_queued_seconds 300',
    ])
      expect(page).toContain(`${line}\n`);
  });
});

function on(turn: Parameters<Misbehaviour>[0], fault: NonNullable<ReturnType<Misbehaviour>>): Misbehaviour {
  return (now) => (now === turn ? fault : undefined);
}
