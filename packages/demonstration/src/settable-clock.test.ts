import { expect, it } from '@jest/globals';
import { SettableClock } from './settable-clock.ts';

it('shows the moment it is set to, and the real time once it is released', () => {
  const real = new Date('2026-11-27T02:00:00.000Z');
  const set = new Date('2026-11-01T01:00:00.000Z');
  const clock = new SettableClock({ now: () => real });
  expect(clock.now()).toBe(real);
  clock.set(set);
  expect(clock.now()).toBe(set);
  clock.release();
  expect(clock.now()).toBe(real);
});
