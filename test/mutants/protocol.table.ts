import type { Mutant } from './mutant.ts';

const DOOR = 'gateway/src/subscription';
const protocol = (named: string): Mutant['judge'] => ({
  project: 'system',
  file: 'test/subscription/protocol.test.ts',
  named,
});
const unit = (file: string, named: string): Mutant['judge'] => ({
  project: 'unit',
  file: `${DOOR}/${file}`,
  named,
});

/** Tokens, rights, slow readers and goodbyes. */
export const PROTOCOL: readonly Mutant[] = [
  {
    id: 'slow-client-cut-silently',
    breaks: 'a client that does not read is closed with a reason',
    complaints: ['Hasura #10860'],
    file: `${DOOR}/connection.ts`,
    find: 'else this.close(CLOSE.slowConsumer);',
    put: 'else this.socket.terminate();',
    judge: protocol('that does not read is disconnected with a reason'),
  },
  {
    id: 'slow-member-dropped-silently',
    breaks: 'a subscription that is not read ends with a typed error',
    complaints: ['Hasura #10860'],
    file: 'packages/federated-subscriptions/src/result-queue.ts',
    find: 'this.handle?.end(subscriptionError(SubscriptionErrorCode.slowConsumer, message));',
    put: 'void [message, subscriptionError, SubscriptionErrorCode];\n    this.leave();',
    judge: {
      project: 'unit',
      file: 'packages/federated-subscriptions/src/audience.test.ts',
      named: 'ends a member that does not read with a typed error',
    },
  },
  {
    id: 'unread-without-bound',
    breaks: 'paused clients: memory stays bounded',
    file: `${DOOR}/connection.ts`,
    find: 'else if (!this.writer.isOverfull()) return true;',
    put: 'else if (this.writer.unreadBytes >= 0) return true;',
    judge: {
      project: 'system',
      file: 'test/subscription/soak-share.test.ts',
      named: 'paused clients cost bounded memory',
    },
  },
  {
    id: 'unread-copied-for-each',
    breaks: 'a client that is behind costs its own few bytes',
    file: `${DOOR}/frames.ts`,
    find: 'this.kept ??= Buffer.from(`${this.payload}${TAIL}`);',
    put: 'this.kept = Buffer.from(`${this.payload}${TAIL}`);',
    judge: unit('socket-writer.test.ts', 'takes only a few bytes for a client that is behind'),
  },
  {
    id: 'live-waits-for-the-slowest',
    breaks: 'others do not notice a client that does not read',
    file: 'packages/federated-subscriptions/src/subscription-stream.ts',
    find: 'return this.isResumed && waits.length > 0 ? this.untilRead(waits) : undefined;',
    put: 'return waits.length > 0 ? this.untilRead(waits) : undefined;',
    judge: {
      project: 'unit',
      file: 'packages/federated-subscriptions/src/audience.test.ts',
      named: 'ends a member that does not read with a typed error, and does not affect others',
    },
  },
  {
    id: 'expired-token-keeps-its-socket',
    breaks: 'an expired token: closed with 4403, also when nothing happens',
    complaints: ['graphql-ws #482'],
    file: `${DOOR}/lifespan.ts`,
    find: 'this.timer = setTimeout(this.expired, inMs).unref();',
    put: 'void [inMs, this.expired];',
    judge: unit('connection.test.ts', 'closes the socket at the end of a token'),
  },
  {
    id: 'delivered-after-the-end',
    breaks: 'an expired token: nothing is delivered later',
    complaints: ['Hasura #578'],
    file: `${DOOR}/connection.ts`,
    find: 'if (this.lifespan.isOver) this.close(CLOSE.expired);',
    put: 'if (!this.initialised) this.close(CLOSE.expired);',
    judge: unit('connection.test.ts', 'hands over nothing after the end of a token'),
  },
  {
    id: 'tokens-never-end',
    breaks: 'tokens that expire at staggered moments: no late deliveries',
    complaints: ['graphql-ws #482', 'Hasura #578'],
    file: `${DOOR}/lifespan.ts`,
    find: 'const inMs = Math.min(Math.max(this.expiresAt - Date.now(), 0), LONGEST_TIMER_MS);',
    put: 'const inMs = LONGEST_TIMER_MS;\n      this.expiresAt = Number.POSITIVE_INFINITY;',
    judge: {
      project: 'system',
      file: 'test/subscription/soak-share.test.ts',
      named: 'expiring tokens receive nothing after their end',
    },
  },
  {
    id: 'revoked-rights-keep-their-socket',
    breaks: 'a revoked role stops: the gateway looks again at the rights of open sockets',
    complaints: ['Hasura #578'],
    file: 'gateway/src/auth/rights-watch.ts',
    find: 'return JSON.stringify((await session.renewed()).actor) !== JSON.stringify(session.actor);',
    put: 'return (await session.renewed()).actor === undefined;',
    judge: {
      project: 'system',
      file: 'test/subscription/soak-share.test.ts',
      named: 'rights-remote',
    },
  },
  {
    id: 'change-of-rights-unheard',
    breaks: 'a revoked role stops: in one process the event of the change closes the sockets',
    file: 'packages/one-process/src/graph.ts',
    find: `        resolver.forget(name);
        gateway.forgetSubject(name);`,
    put: 'void [name, resolver, gateway];',
    judge: {
      project: 'system',
      file: 'test/access/rights-change.test.ts',
      named: 'end with the appointment',
      asksSharedSystems: true,
    },
  },
  {
    id: 'events-authorised-once',
    breaks: 'each push is authorised at each event, with the rights of then',
    file: 'packages/subgraph/src/pushed.ts',
    find: 'request.permits(await context.currentActor(), event)',
    put: 'request.permits(context.actor, event)',
    judge: {
      project: 'unit',
      file: 'packages/subgraph/src/pushed.test.ts',
      named: 'checks each event with the current rights',
    },
  },
  {
    id: 'shutdown-without-its-code',
    breaks: 'on shutdown sockets are closed with 1012',
    file: `${DOOR}/socket-register.ts`,
    find: 'close(CLOSE.restart)',
    put: 'close(CLOSE.silent)',
    judge: protocol('closes every socket with 1012, not all at once'),
  },
  {
    id: 'shutdown-all-at-once',
    breaks: 'on shutdown clients’ reconnects are spread',
    file: `${DOOR}/socket-register.ts`,
    find: 'const due = Math.max(closed + 1, Math.ceil((performance.now() - started) * perMs));',
    put: 'const due = all.length + 0 * (started + perMs);',
    judge: unit('socket-register.test.ts', 'are closed over the time given'),
  },
  {
    id: 'syntax-error-closes-the-socket',
    breaks: 'one syntax error answers that operation and leaves the socket alone',
    file: `${DOOR}/operation.ts`,
    find: `    door.send(errorMessage(id, errors));
    return undefined;`,
    put: '    throw error;',
    judge: protocol('a syntax error answers that operation'),
  },
  {
    id: 'closed-socket-counted',
    breaks: 'a socket that closed while its session opened locks no client out',
    file: `${DOOR}/connection.ts`,
    find: '      if (!this.isOpen()) return;\n      if (!this.register.admit',
    put: '      if (!this.register.admit',
    judge: unit('connection.test.ts', 'counts no socket that closed while its token was verified'),
  },
];
