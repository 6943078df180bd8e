import { describe, expect, test } from '@jest/globals';
import { BackgroundJob } from './background-job.ts';
import { silentLogger } from './index.ts';

const LONG_MS = 60_000;

/** A job whose rounds the test lets end one by one. */
function heldJob(everyMs = LONG_MS, restsFirst = false) {
  const rounds: Array<(error?: Error) => void> = [];
  let begun: () => void = () => undefined;
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      rounds.push((error) => (error ? reject(error) : resolve()));
      begun();
    });
  const untilBegun = async (count: number): Promise<void> => {
    while (rounds.length < count) await new Promise<void>((resolve) => (begun = resolve));
  };
  const job = new BackgroundJob({ name: 'held', logger: silentLogger, everyMs, work, restsFirst });
  return { job, rounds, untilBegun };
}

describe('background work', () => {
  test('begins with a rest on request, which a wake or a stop interrupts', async () => {
    const stopped = heldJob(LONG_MS, true);
    stopped.job.start();
    await stopped.job.stop();
    expect(stopped.rounds).toHaveLength(0);
    const woken = heldJob(LONG_MS, true);
    woken.job.start();
    woken.job.wake();
    await woken.untilBegun(1);
    woken.rounds[0]?.();
    await woken.job.stop();
  });

  test('ends with a round on request, which begins once the one under way is over', async () => {
    const done: string[] = [];
    const aJob = (name: string, endsWithRound: boolean) =>
      new BackgroundJob({
        name,
        endsWithRound,
        logger: silentLogger,
        everyMs: LONG_MS,
        work: () => Promise.resolve(void done.push(name)),
      });
    const [ends, stops] = [aJob('ends', true), aJob('stops', false)];
    for (const job of [ends, stops]) job.start();
    for (const job of [ends, stops]) await job.settle();
    done.length = 0;
    for (const job of [ends, stops]) await job.stop();
    expect(done).toEqual(['ends']);
    await aJob('never started', true).stop();
    expect(done).toEqual(['ends']);
  });

  test('wakes for a further round while one is under way, and never runs two at once', async () => {
    const { job, rounds, untilBegun } = heldJob();
    job.start();
    job.start();
    await untilBegun(1);
    job.wake();
    job.wake();
    expect(rounds).toHaveLength(1);
    rounds[0]?.();
    await untilBegun(2);
    rounds[1]?.();
    await job.stop();
    expect(rounds).toHaveLength(2);
  });

  test('waits no longer than requested, and continues after a failed round', async () => {
    const { job, rounds, untilBegun } = heldJob(1);
    job.start();
    await untilBegun(1);
    rounds[0]?.(new Error('the round failed'));
    await untilBegun(2);
    rounds[1]?.();
    await untilBegun(3);
    rounds[2]?.();
    await job.stop();
  });

  test('rests no longer than the previous round requests', async () => {
    let third: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (third = resolve));
    let rounds = 0;
    const work = (): Promise<number> => {
      rounds += 1;
      if (rounds === 3) third();
      return Promise.resolve(1);
    };
    const job = new BackgroundJob({ name: 'timed', logger: silentLogger, everyMs: LONG_MS, work });
    job.start();
    await reached;
    await job.stop();
  });

  test('stops when the round under way has ended', async () => {
    const { job, rounds, untilBegun } = heldJob();
    job.start();
    await untilBegun(1);
    let isStopped = false;
    const stopped = job.stop().then(() => (isStopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isStopped).toBe(false);
    rounds[0]?.();
    await stopped;
  });
});
