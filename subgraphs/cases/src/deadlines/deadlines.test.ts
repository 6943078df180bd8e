import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { silentLogger } from '@ecogrid/service';
import { GraphContext } from '@ecogrid/subgraph';
import {
  Journey,
  environment,
  freshKey,
  openBench,
  operator,
  positionIn,
  shiftLeader,
  type CasesBench,
  withRoles,
} from '../testing/cases.builder.ts';
import { Ticket, type EmailDelivery } from '../dispatch/index.ts';
import { DeadlineNotice } from './notice/index.ts';

const reason = '需要更多时间';

describe.each(testEngines())('the notices of deadlines on $name', (engine) => {
  let bench: CasesBench;
  let journey: Journey;
  beforeEach(async () => {
    bench = await openBench(engine);
    // Wednesday 09:00 in Shanghai: due on Friday at 09:00, and to be acknowledged within an hour.
    journey = await new Journey(bench).dispatched();
  });
  afterEach(() => bench.close());

  const lead = async () => {
    const [ticket] = await journey.tickets();
    if (!ticket) throw new Error('the ticket was issued');
    return ticket;
  };
  const on = async () => {
    const { id: ticketId, version } = await lead();
    return { ticketId, version, idempotencyKey: freshKey() };
  };
  const acknowledge = async (): Promise<void> => {
    await bench.ticketing.acknowledge(environment, await on());
  };
  const decide = async (decision: 'APPROVED' | 'DECLINED' = 'APPROVED') =>
    bench.requesting.decide(shiftLeader, { ...(await on()), decision });
  const suspend = async (): Promise<void> => {
    await bench.requesting.requestSuspension(environment, { ...(await on()), reason });
    await decide();
  };
  const rows = async (): Promise<DeadlineNotice[]> => {
    const found = await bench.database.manager.findBy(DeadlineNotice, { caseId: journey.caseId });
    return found.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || a.kind.localeCompare(b.kind));
  };
  /** `KIND count @ UTC minute`, those of the ticket. */
  const of = async (state: DeadlineNotice['state'], thing: DeadlineNotice['thing'] = 'TICKET') =>
    (await rows())
      .filter((row) => row.state === state && row.thing === thing)
      .map(({ kind, count, dueAt }) => `${kind} ${count} @ ${dueAt.toISOString().slice(5, 16)}`);
  /** The e-mails that say so, as the ticket shows them. */
  const reminding = async (): Promise<EmailDelivery[]> => {
    const context = new GraphContext(operator, 'test', bench.log);
    const emails = await context.load(bench.emails.ofTickets, (await lead()).id);
    return emails.filter(({ kind }) => kind === 'TICKET_UNACKNOWLEDGED');
  };
  const at = async (iso: string): Promise<number | undefined> => {
    bench.setNow(iso);
    return bench.scheduler.round();
  };

  test('is planned when a ticket is issued, and with it the business clock', async () => {
    expect(await of('PENDING')).toEqual([
      'UNACKNOWLEDGED_MAIL 1 @ 03-04T02:00',
      'WARNING_FRACTION 1 @ 03-05T06:15',
      'WARNING_LEAD 1 @ 03-05T09:00',
      'OVERDUE 1 @ 03-06T01:00',
    ]);
    expect(await of('PENDING', 'CASE')).toEqual([
      'WARNING_FRACTION 1 @ 03-09T08:07',
      'WARNING_LEAD 1 @ 03-10T09:00',
      'OVERDUE 1 @ 03-11T01:00',
    ]);
    expect(await of('SENT')).toEqual([]);
  });

  test('returns the time of its next work, which is never in the night', async () => {
    expect(await at('2026-03-04T01:00:00.000Z')).toBe(60 * 60_000);
    await acknowledge();
    // Thursday 17:00: the last warning goes out, the deadline is tomorrow at 09:00.
    expect(await at('2026-03-05T09:00:00.000Z')).toBe(16 * 60 * 60_000);
    // It was down then: at 23:00 it waits for 08:30.
    await at('2026-03-06T15:00:00.000Z');
    expect(await at('2026-03-06T15:00:00.000Z')).toBe((9.5 + 48) * 60 * 60_000);
  });

  test('warns twice, then climbs from the operator to the shift leader, each once', async () => {
    await acknowledge();
    for (const moment of ['05T06:14', '05T06:15', '05T06:16', '05T09:00', '06T01:00', '06T03:00', '06T06:30'])
      await at(`2026-03-${moment}:00.000Z`);
    await at('2026-03-06T08:30:00.000Z');
    expect(await bench.announced('DeadlineWarning')).toMatchObject([
      { kind: 'WARNING_FRACTION', organizationCode: 'DEPT-ENVIRONMENT', gridCode: '370871001001001' },
      { kind: 'WARNING_LEAD', deadlineAt: '2026-03-06T01:00:00.000Z', caseId: journey.caseId },
    ]);
    expect(
      (await bench.announced('DeadlineOverdue')).map(({ count, escalationLevel }) => [
        count,
        escalationLevel,
      ]),
    ).toEqual([
      [1, 'OPERATOR'],
      [2, 'GRID_HEAD'],
      [3, 'SHIFT_LEADER'],
      [4, 'SHIFT_LEADER'],
    ]);
    const lines = (await bench.lines.wholeOf([journey.caseId])).flat();
    const received = lines.filter(({ action }) => action === 'escalate');
    expect(received.map(({ channel, to, note }) => [channel, to, note])[1]).toEqual([
      ...['SCHEDULE', 'HANDLING', 'GRID_HEAD 2'],
    ]);
    expect(await bench.history.verified([journey.caseId], undefined as never)).toEqual([true]);
  });

  test('sends no notice at night, and each missed notice once in the morning', async () => {
    await acknowledge();
    await at('2026-03-05T16:00:00.000Z');
    expect(await of('SENT')).toEqual([]);
    await at('2026-03-06T00:30:00.000Z');
    expect(await of('SENT')).toEqual(['WARNING_FRACTION 1 @ 03-05T06:15', 'WARNING_LEAD 1 @ 03-05T09:00']);
    await at('2026-03-06T00:31:00.000Z');
    expect(await bench.announced('DeadlineWarning')).toHaveLength(2);
  });

  test('is silent while a ticket is suspended, and repeats nothing when it is resumed', async () => {
    await acknowledge();
    await at('2026-03-05T06:15:00.000Z');
    await suspend();
    expect(await of('PENDING')).toEqual([]);
    await at('2026-03-06T06:15:00.000Z');
    await bench.requesting.resume(environment, await on());
    // Thursday 14:15 to Friday 14:15 stood still: 225 minutes were left.
    expect(await of('PENDING')).toEqual(['WARNING_LEAD 1 @ 03-06T09:00', 'OVERDUE 1 @ 03-09T01:00']);
    expect(await of('SENT')).toEqual(['WARNING_FRACTION 1 @ 03-05T06:15']);
  });

  test('follows an extension to the new deadline, and warns again before that', async () => {
    await acknowledge();
    await at('2026-03-05T09:00:00.000Z');
    const input = { ...(await on()), reason, extendByWorkMinutes: 450 };
    await bench.requesting.requestExtension(environment, input);
    await decide();
    expect(await of('PENDING')).toEqual([
      'WARNING_FRACTION 1 @ 03-06T02:52',
      'WARNING_LEAD 1 @ 03-06T09:00',
      'OVERDUE 1 @ 03-09T01:00',
    ]);
    const decided = await bench.announced('ExtensionDecided');
    expect(decided).toMatchObject([{ decision: 'APPROVED', dueAt: '2026-03-09T01:00:00.000Z' }]);
  });

  test('ends with the ticket: answered, recalled or returned', async () => {
    await journey.answer(await lead(), environment);
    expect(await of('PENDING')).toEqual([]);
    expect(await of('PENDING', 'CASE')).toHaveLength(3);
    await journey.checking();
    const { id } = await lead();
    await bench.checking.recordCheck(await checkerOf(), {
      ...(await journey.input()),
      outcome: 'FAILED',
      reason: '整改不到位',
      ticketIds: [id],
    });
    // Rework: a new step clock, which needs no acknowledgement.
    expect((await of('PENDING')).map((line) => line.split(' ')[0])).toEqual([
      ...['WARNING_FRACTION', 'WARNING_LEAD', 'OVERDUE'],
    ]);
    await bench.ticketing.recall(operator, { ...(await on()), reason: '派错单位' });
    expect(await of('PENDING')).toEqual([]);
  });

  test('reminds of an unacknowledged ticket, by e-mail and then by phone', async () => {
    await at('2026-03-04T02:00:00.000Z');
    expect(await of('SENT')).toEqual(['UNACKNOWLEDGED_MAIL 1 @ 03-04T02:00']);
    expect(await reminding()).toMatchObject([{ state: 'QUEUED', organizationCode: 'DEPT-ENVIRONMENT' }]);
    expect(await of('PENDING')).toContain('UNACKNOWLEDGED_PHONE 1 @ 03-04T03:00');
    await at('2026-03-04T03:00:00.000Z');
    expect(await bench.announced('TicketUnacknowledged')).toMatchObject([
      { kind: 'UNACKNOWLEDGED_MAIL' },
      { kind: 'UNACKNOWLEDGED_PHONE' },
    ]);
    expect(await reminding()).toHaveLength(1);
  });

  test('writes one e-mail with the reminder, of two who look at the same moment', async () => {
    bench.setNow('2026-03-04T02:00:00.000Z');
    await Promise.all([bench.scheduler.round(), bench.scheduler.round()]);
    expect(await reminding()).toHaveLength(1);
  });

  test('queues no e-mail when the reminder cannot be sent', async () => {
    const fail = (): Promise<never> => Promise.reject(new Error('disk full'));
    // All together, and then one by one.
    const announcing = jest.spyOn(bench.outbox, 'announce').mockImplementationOnce(fail);
    announcing.mockImplementationOnce(fail);
    await at('2026-03-04T02:00:00.000Z');
    expect([await of('SENT'), await reminding()]).toEqual([[], []]);
    announcing.mockRestore();
    await at('2026-03-04T02:05:00.000Z');
    expect(await reminding()).toHaveLength(1);
  });

  test('ends, with one line in the log, when its ticket no longer exists; those of the case go out', async () => {
    await acknowledge();
    const { id } = await lead();
    await bench.database.transaction((manager) => manager.delete(Ticket, { id }));
    const logged = jest.spyOn(silentLogger, 'error');
    // The ticket's two warnings and its overdue notice, and the first warning of the case.
    await at('2026-03-09T08:07:00.000Z');
    await at('2026-03-09T08:12:00.000Z');
    expect(await of('GONE')).toEqual([
      'WARNING_FRACTION 1 @ 03-05T06:15',
      'WARNING_LEAD 1 @ 03-05T09:00',
      'OVERDUE 1 @ 03-06T01:00',
    ]);
    expect([await of('PENDING'), await of('SENT')]).toEqual([[], []]);
    expect(await of('SENT', 'CASE')).toEqual(['WARNING_FRACTION 1 @ 03-09T08:07']);
    expect(await bench.announced('DeadlineOverdue')).toEqual([]);
    expect(logged.mock.calls.map(([fields]) => (fields as { thingId: string }).thingId)).toEqual([
      id,
      id,
      id,
    ]);
    logged.mockRestore();
  });

  test('sends no reminder of a ticket that was acknowledged in time', async () => {
    await acknowledge();
    await at('2026-03-04T03:00:00.000Z');
    expect([await of('SENT'), await reminding()]).toEqual([[], []]);
  });

  test('announces a look-back at the first working minute of its day, once', async () => {
    await journey.answer(await lead(), environment);
    await journey.checking();
    await bench.checking.recordCheck(await checkerOf(), {
      ...(await journey.input()),
      outcome: 'PASSED',
      ticketIds: [],
    });
    await bench.closing.close(shiftLeader, await journey.input());
    expect(await of('PENDING', 'CASE')).toEqual([]);
    expect(await of('PENDING', 'LOOK_BACK')).toEqual(['LOOK_BACK_DUE 1 @ 04-03T00:30']);
    await at('2026-04-02T16:00:00.000Z');
    expect(await bench.announced('LookBackDue')).toEqual([]);
    await at('2026-04-03T00:30:00.000Z');
    await at('2026-04-03T00:31:00.000Z');
    expect(await bench.announced('LookBackDue')).toMatchObject([{ caseId: journey.caseId, ticketId: null }]);
  });

  test('goes to the people of another grid once the case has moved there', async () => {
    const there = '370871002001001';
    await bench.moving.move(operator, { ...(await journey.input()), reason, place: positionIn(there) });
    expect(new Set((await rows()).map(({ gridCode }) => gridCode))).toEqual(new Set([there]));
    await at('2026-03-04T02:00:00.000Z');
    expect(await bench.announced('TicketUnacknowledged')).toMatchObject([{ gridCode: there }]);
  });

  test('is sent once by two schedulers at the same moment', async () => {
    bench.setNow('2026-03-06T07:00:00.000Z');
    await Promise.all([bench.scheduler.round(), bench.scheduler.round(), bench.scheduler.round()]);
    const sent = await rows();
    const events = [
      ...(await bench.announced('DeadlineWarning')),
      ...(await bench.announced('DeadlineOverdue')),
      ...(await bench.announced('TicketUnacknowledged')),
    ];
    const received = sent.filter(({ state }) => state === 'SENT').map(({ id }) => id);
    expect(events.map(({ noticeId }) => noticeId).sort()).toEqual(received.sort());
    expect(received).toHaveLength(4);
  });

  async function checkerOf() {
    const { checkerId } = await journey.current();
    return { ...withRoles(operator, 'POST_SUPERVISION'), id: checkerId };
  }
});
