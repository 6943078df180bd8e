import { expect, test } from '@jest/globals';
import { PUBLIC_ACTOR } from '@ecogrid/identity';
import { Session } from '../auth/session.ts';
import { CLOSE, type Closing } from './close-codes.ts';
import { BOUNDS } from '../bounds.ts';
import { SocketRegister, type RegisteredSocket } from './socket-register.ts';

const DRAIN_MS = 100;
const COUNT = 20;

test('a change of a person closes the sockets of all accounts of the person, and no others', () => {
  const register = new SocketRegister(BOUNDS.sockets, () => undefined);
  const closed: string[] = [];
  for (const [subject, id] of [
    ['desk', 'p1'],
    ['phone', 'p1'],
    ['of another', 'p2'],
  ] as const) {
    const principal = { kind: 'PERSON', subject, expiresAt: Number.MAX_SAFE_INTEGER, claims: {} } as const;
    const session = new Session({}, principal, { ...PUBLIC_ACTOR, kind: 'PERSON', id });
    const close = (): void => void closed.push(subject);
    register.admit({ session, unreadBytes: 0, heartbeat: () => undefined, close }, session);
  }
  register.closeSubject('p1', CLOSE.rightsChanged);
  expect(closed).toEqual(['desk', 'phone']);
  register.closeSubject('of another', CLOSE.rightsChanged);
  expect(closed).toEqual(['desk', 'phone', 'of another']);
});

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
