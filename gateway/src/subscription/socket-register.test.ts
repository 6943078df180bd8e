import { expect, test } from '@jest/globals';
import { CLOSE, type Closing } from './close-codes.ts';
import { BOUNDS } from '../bounds.ts';
import { SocketRegister, type RegisteredSocket } from './socket-register.ts';

const DRAIN_MS = 100;
const COUNT = 20;

test('sockets are closed over the time given when the process goes away, not all in one moment', async () => {
  const register = new SocketRegister({ ...BOUNDS.sockets, drainMs: DRAIN_MS }, () => undefined);
  const closings: Array<{ readonly closing: Closing; readonly at: number }> = [];
  const socket = (): RegisteredSocket => ({
    session: undefined,
    unreadBytes: 0,
    heartbeat: () => undefined,
    close: (closing) => void closings.push({ closing, at: performance.now() }),
  });
  for (let number = 0; number < COUNT; number += 1) register.add(socket());
  await register.drain();
  expect(closings.map(({ closing }) => closing)).toEqual(Array(COUNT).fill(CLOSE.restart));
  const [first, last] = [closings[0]?.at ?? 0, closings.at(-1)?.at ?? 0];
  expect(last - first).toBeGreaterThan(DRAIN_MS / 2);
});
