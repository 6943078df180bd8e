import { expect, test } from '@jest/globals';
import { PUBLIC_ACTOR } from '@ecogrid/identity';
import type { Logger } from '@ecogrid/service';
import { watchRights } from './rights-watch.ts';
import { Session } from './session.ts';

test('a person without an appointment loses the sockets; a token that has expired closes no socket of a newer one', async () => {
  const withoutRights = { resolve: () => Promise.resolve(null) };
  const sessionOf = (subject: string, expiresAt: number): Session =>
    new Session(
      { resolver: withoutRights },
      { kind: 'PERSON', subject, expiresAt, claims: {} },
      PUBLIC_ACTOR,
    );
  const sessions = [sessionOf('expired', Date.now() - 1), sessionOf('dismissed', Date.now() + 600_000)];
  const closed: string[] = [];
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const closeSubject = (subject: string): void => {
    closed.push(subject);
    if (subject === 'dismissed') end();
  };
  const watch = watchRights({ sessions: () => sessions, closeSubject }, {} as Logger);
  await ended;
  watch.stop();
  expect(closed).toEqual(['dismissed']);
});
