import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import { outlets } from '@ecogrid/seed-district';
import {
  Journey,
  actorOf,
  environment,
  freshKey,
  openBench,
  publicActor,
  type CasesBench,
  withScope,
} from '../testing/cases.builder.ts';

/** The actor after a move to another scope: the same person, who sees none of the former rows. */
const moved = (actor: Actor): Actor => withScope(actor, { grid: null, organization: 'DEPT-HOUSING' });

describe.each(testEngines())('a mutation that is sent again on $name', (engine) => {
  let bench: CasesBench;
  beforeEach(async () => void (bench = await openBench(engine)));
  afterEach(() => bench.close());

  const place = (): { longitude: number; latitude: number } => {
    const [{ longitude, latitude }] = outlets as unknown as [{ longitude: number; latitude: number }];
    return { longitude, latitude };
  };

  test('shows a report to its reviewer again, and nothing once they see it no longer', async () => {
    const supervisor = actorOf('SUPERVISOR');
    const description = '河边有异味';
    const submitted = { idempotencyKey: freshKey(), description, channelCode: 'SUPERVISOR', place: place() };
    const { id: reportId, gridCode } = await bench.reporting.submit(supervisor, submitted);
    const member = actorOf('GRID_MEMBER', { grid: gridCode ?? '' });
    const input = { idempotencyKey: freshKey(), reportId, version: 1, decision: 'APPROVED' } as const;
    const reviewed = await bench.reporting.review(member, input);
    expect(await bench.reporting.review(member, input)).toEqual(reviewed);
    await expect(bench.reporting.review(moved(member), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('shows a ticket to its department again, and nothing once the person works elsewhere', async () => {
    const journey = await new Journey(bench).dispatched();
    const [ticket] = await journey.tickets();
    const input = { idempotencyKey: freshKey(), ticketId: ticket?.id ?? '', version: 1 };
    expect((await bench.ticketing.acknowledge(environment, input)).state).toBe('HANDLING');
    expect((await bench.ticketing.acknowledge(environment, input)).version).toBe(2);
    await expect(bench.ticketing.acknowledge(moved(environment), input)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('shows a case to the head of its street again, and nothing once the street is another’s', async () => {
    const journey = await new Journey(bench).closed();
    const head = actorOf('GRID_HEAD', { grid: '370871001' });
    const input = await journey.input();
    expect((await bench.lookingBack.start(head, input)).state).toBe('LOOKBACK');
    expect((await bench.lookingBack.start(head, input)).state).toBe('LOOKBACK');
    await expect(bench.lookingBack.start(moved(head), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('gives the public its receipt again', async () => {
    const input = { idempotencyKey: freshKey(), description: '异味', place: place() };
    const first = await bench.reporting.submit(publicActor, input);
    expect((await bench.reporting.submit(publicActor, input)).id).toBe(first.id);
  });
});
