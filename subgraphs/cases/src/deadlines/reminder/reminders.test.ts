import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import {
  Journey,
  actorOf,
  environment,
  freshKey,
  openBench,
  operator,
  shiftLeader,
  type CasesBench,
  withRoles,
} from '../../testing/cases.builder.ts';
import type { PhoneReminder } from './index.ts';
import { masked } from './reminder.policy.ts';

const outsider: Actor = withRoles(operator, 'CITY');

describe.each(testEngines())('phone reminders on $name', (engine) => {
  let bench: CasesBench;
  let journey: Journey;
  beforeEach(async () => {
    bench = await openBench(engine);
    journey = await new Journey(bench).dispatched();
  });
  afterEach(() => bench.close());

  const at = async (iso: string): Promise<void> => {
    bench.setNow(iso);
    await bench.scheduler.round();
  };
  const ticket = async () => {
    const [lead] = await journey.tickets();
    if (!lead) throw new Error('the ticket was issued');
    return lead;
  };
  const listed = async (actor: Actor = operator, filter = {}): Promise<PhoneReminder[]> =>
    (await bench.reminders.page(filter, actor, { first: 10 })).rows;
  const open = async (): Promise<PhoneReminder> => {
    const [found, ...others] = await listed(operator, { states: ['OPEN'] });
    if (!found || others.length > 0) throw new Error(`${others.length} others are open`);
    return found;
  };
  const log = async (outcome: 'REACHED' | 'NO_ANSWER' | 'WRONG_NUMBER', actor: Actor = operator) => {
    const { id: reminderId, version } = await open();
    const input = {
      reminderId,
      version,
      outcome,
      callee: '值班室',
      note: '已告知',
      idempotencyKey: freshKey(),
    };
    return bench.reminding.log(actor, input);
  };
  /** 11:00 in Shanghai: an hour without acknowledgement, then an hour after the e-mail. */
  const unacknowledged = async (): Promise<void> => {
    await at('2026-03-04T02:00:00.000Z');
    expect(await listed()).toEqual([]);
    await at('2026-03-04T03:00:00.000Z');
  };

  test('are due at once when the ticket is not acknowledged in spite of an e-mail', async () => {
    await unacknowledged();
    expect(await open()).toMatchObject({
      reason: 'UNACKNOWLEDGED',
      state: 'OPEN',
      organizationCode: 'DEPT-ENVIRONMENT',
      attempts: 0,
      ticketId: (await ticket()).id,
      openTicketId: (await ticket()).id,
    });
    expect((await open()).nextAttemptAt.toISOString()).toBe('2026-03-04T03:00:00.000Z');
  });

  test('are repeated in working hours until the organization is reached', async () => {
    await unacknowledged();
    bench.setNow('2026-03-04T03:45:00.000Z');
    // 11:45 and 30 working minutes: 13:45.
    expect((await log('NO_ANSWER')).nextAttemptAt.toISOString()).toBe('2026-03-04T05:45:00.000Z');
    bench.setNow('2026-03-04T09:15:00.000Z');
    // 17:15 and 60 working minutes: 09:15 of the next day.
    expect((await log('WRONG_NUMBER', shiftLeader)).nextAttemptAt.toISOString()).toBe(
      '2026-03-05T01:15:00.000Z',
    );
    const closed = await log('REACHED');
    expect(closed).toMatchObject({
      state: 'CLOSED',
      closing: 'REACHED',
      attempts: 3,
      lastOutcome: 'REACHED',
    });
    const [logs] = await bench.reminders.logsOf([closed.id], undefined as never);
    expect(logs).toMatchObject([
      { outcome: 'NO_ANSWER', callee: '值班室', loggedBy: operator.id, note: '已告知' },
      { outcome: 'WRONG_NUMBER', loggedBy: shiftLeader.id },
      { outcome: 'REACHED', phone: expect.stringMatching(/^0537-15\d{5}$/) as unknown },
    ]);
    const lines = (await bench.lines.wholeOf([journey.caseId])).flat();
    expect(lines.filter(({ action }) => action === 'remindByPhone').map(({ note }) => note)).toEqual([
      ...['NO_ANSWER', 'WRONG_NUMBER', 'REACHED'],
    ]);
    expect(await bench.announced('ReminderLogged')).toHaveLength(3);
  });

  test('end when the ticket is acknowledged', async () => {
    await unacknowledged();
    const { id: ticketId, version } = await ticket();
    await bench.ticketing.acknowledge(environment, { ticketId, version, idempotencyKey: freshKey() });
    expect(await listed()).toMatchObject([{ state: 'CLOSED', closing: 'SETTLED', openTicketId: null }]);
    await at('2026-03-04T09:00:00.000Z');
    expect(await listed(operator, { states: ['OPEN'] })).toEqual([]);
  });

  test('come from the second overdue notice, one at a time, and end with the answer', async () => {
    const { id: ticketId, version } = await ticket();
    await bench.ticketing.acknowledge(environment, { ticketId, version, idempotencyKey: freshKey() });
    await at('2026-03-06T01:00:00.000Z');
    expect(await listed()).toEqual([]);
    await at('2026-03-06T03:00:00.000Z');
    expect(await open()).toMatchObject({ reason: 'OVERDUE', ticketId });
    await at('2026-03-06T06:30:00.000Z');
    expect(await listed()).toHaveLength(1);
    await log('REACHED');
    await at('2026-03-06T08:30:00.000Z');
    expect(await listed(operator, { states: ['OPEN'], reason: 'OVERDUE' })).toHaveLength(1);
    await journey.answer(await ticket(), environment);
    expect((await listed()).map(({ closing }) => closing)).toEqual(['REACHED', 'SETTLED']);
  });

  test('are for the desk to log, for those who supervise to see, and not for those who are called', async () => {
    await unacknowledged();
    const [street, elsewhere] = [
      actorOf('GRID_HEAD', { grid: '370871001' }),
      actorOf('GRID_HEAD', { grid: '370871002' }),
    ];
    for (const actor of [shiftLeader, outsider, street]) expect(await listed(actor)).toHaveLength(1);
    for (const actor of [elsewhere, environment]) expect(await listed(actor)).toEqual([]);
    await expect(log('REACHED', street)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(log('REACHED', environment)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { id: reminderId } = await open();
    const stale = { reminderId, version: 9, outcome: 'REACHED' as const, callee: '值班室' };
    await expect(
      bench.reminding.log(operator, { ...stale, idempotencyKey: freshKey() }),
    ).rejects.toMatchObject({ code: 'VERSION_STALE' });
    await log('REACHED');
    await expect(
      bench.reminding.log(operator, { ...stale, version: 2, idempotencyKey: freshKey() }),
    ).rejects.toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });

  test('are found by organization, grid and time', async () => {
    await unacknowledged();
    const now = new Date('2026-03-04T03:00:00.000Z');
    expect(
      await listed(operator, { organizationCode: 'DEPT-ENVIRONMENT', within: '370871001' }),
    ).toHaveLength(1);
    expect(await listed(operator, { organizationCode: 'DEPT-WATER' })).toEqual([]);
    expect(await listed(operator, { within: '370871002' })).toEqual([]);
    expect(await listed(operator, { dueBefore: now })).toEqual([]);
    expect(await listed(operator, { dueBefore: new Date(now.getTime() + 1) })).toHaveLength(1);
  });
});

describe('a number with restricted visibility', () => {
  test.each([
    ['0537-1500007', '****-***0007'],
    ['15400000015', '*******0015'],
    ['110', '110'],
  ])('%s is masked as %s', (phone, shown) => {
    expect(masked(phone)).toBe(shown);
  });
});
