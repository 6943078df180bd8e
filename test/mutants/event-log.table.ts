import type { Mutant } from './mutant.ts';

const EVENTS = 'packages/events/src';
const unit = (file: string, named: string): Mutant['judge'] => ({
  project: 'unit',
  file: `${EVENTS}/${file}`,
  named,
});

/** An order by ids, which are given when a transaction begins: a late commit is behind the reader. */
const BY_ID_OF_THE_BEGINNING = {
  file: `${EVENTS}/outbox.repository.ts`,
  find: `    const unnumbered = 'WHERE item.position IS NULL ORDER BY item.id LIMIT ?';`,
  put: `    const newest = await manager.findOne(OutboxRow, { where: { position: MoreThan(0) }, order: { id: 'DESC' } });
    const after = newest === null ? '' : newest.id;
    const unnumbered = "WHERE item.position IS NULL AND item.id > '" + after + "' ORDER BY item.id LIMIT ?";`,
};

const LIVE_ONLY = {
  file: `${EVENTS}/event-stream.ts`,
  find: `const start = typeof request.after === 'string' ? log.cursors.decode(request.after) : log.head;`,
  put: 'const start = log.head;',
};

/** The order of events, and losses of their carriers. */
export const EVENT_LOG: readonly Mutant[] = [
  {
    id: 'log-ignores-the-cursor',
    breaks: 'events missed while reconnecting are replayed',
    complaints: ['Hasura #3517'],
    ...LIVE_ONLY,
    judge: unit('event-log.test.ts', 'replays the events after a cursor'),
  },
  {
    id: 'late-commit-skipped',
    breaks: 'no event whose transaction commits late is skipped',
    complaints: ['Hasura #8632'],
    ...BY_ID_OF_THE_BEGINNING,
    judge: unit('event-log.test.ts', 'never skips an event whose transaction began first and committed last'),
  },
  {
    id: 'overlapping-commits-skipped',
    breaks: 'random overlaps of transactions: none skipped',
    complaints: ['Hasura #8632'],
    ...BY_ID_OF_THE_BEGINNING,
    judge: unit('order.test.ts', 'is that of commits over transactions that overlap at random'),
  },
  {
    id: 'late-commit-skipped-by-the-relay',
    breaks: 'the relay, too, skips no event that commits late',
    complaints: ['Hasura #8632'],
    ...BY_ID_OF_THE_BEGINNING,
    judge: unit('nats/nats-relay.test.ts', 'never skips an event whose transaction began first'),
  },
  {
    id: 'ties-lost-in-memory',
    breaks: 'batch size 1 over equal timestamps: none lost, from memory',
    complaints: ['Hasura #9528'],
    file: `${EVENTS}/recent-events.ts`,
    find: 'return { events: found, through: event.position };',
    put: `{
        const moment = event.occurredAt.getTime();
        const tied = this.events.findLast(({ occurredAt }) => occurredAt.getTime() === moment);
        return { events: found, through: tied?.position ?? event.position };
      }`,
    judge: unit('order.test.ts', 'loses none of 500 equal timestamps to batches of one'),
  },
  {
    id: 'ties-lost-in-the-database',
    breaks: 'batch size 1 over equal timestamps: none lost, from the database',
    complaints: ['Hasura #9528'],
    file: `${EVENTS}/outbox.repository.ts`,
    find: `      order: { position: 'ASC' },
      take: limit,
    });
    return rows.map(logged);`,
    put: `      order: { occurredAt: 'ASC', id: 'DESC' },
      take: limit,
    });
    return rows.map(logged);`,
    judge: unit('order.test.ts', 'loses none of 500 equal timestamps to batches of one'),
  },
  {
    id: 'tampered-cursor-taken',
    breaks: 'a tampered cursor is a typed error',
    file: `${EVENTS}/cursor.ts`,
    find: "if (!equal(mac, macOf(`${source}.${epoch}.${position}`))) return refuse('TAMPERED');",
    put: '',
    judge: unit('event-log.test.ts', 'refuses a cursor that was altered'),
  },
  {
    id: 'foreign-cursor-taken',
    breaks: 'a cursor of a log that was made anew is a typed error',
    file: `${EVENTS}/cursor.ts`,
    find: ' || epoch !== log.epoch()',
    put: '',
    judge: unit(
      'nats/nats-event-log.test.ts',
      'refuses cursors and ends readers of a stream that was recreated',
    ),
  },
  {
    id: 'future-cursor-waits-for-ever',
    breaks: 'a cursor of the future is a typed error',
    file: `${EVENTS}/database-event-log.ts`,
    find: "if (this.last < position) throw invalidCursor('FUTURE', this);",
    put: '',
    judge: unit('event-log.test.ts', 'lies ahead'),
  },
  {
    id: 'future-cursor-waits-on-nats',
    breaks: 'a cursor of the future is a typed error on NATS, too',
    file: `${EVENTS}/nats/nats-event-log.ts`,
    find: "if (state.last < position) throw invalidCursor('FUTURE', this);",
    put: '',
    judge: unit('nats/nats-event-log.test.ts', 'gives one cursor the same meaning in every process'),
  },
  {
    id: 'expired-cursor-starts-late',
    breaks: 'a cursor older than retention is a typed error',
    file: `${EVENTS}/event-stream.ts`,
    find: 'if (start < first - 1) throw expiredCursor(first, log);',
    put: 'void first;',
    judge: unit('retention.test.ts', 'refuses an expired cursor with the oldest that can be resumed'),
  },
  {
    id: 'expired-cursor-restarts-late',
    breaks: 'the error has the cursor from which the client can start anew',
    file: `${EVENTS}/cursor.ts`,
    find: 'restartFrom: log.cursors.encode(first - 1)',
    put: 'restartFrom: log.cursors.encode(first)',
    judge: unit('retention.test.ts', 'refuses an expired cursor with the oldest that can be resumed'),
  },
  {
    id: 'reader-led-past-retention',
    breaks: 'a reader behind the retention receives an error, on NATS',
    file: `${EVENTS}/nats/replayed-chunks.ts`,
    find: 'Math.max(after, content.first - 1)',
    put: 'after',
    judge: unit('nats/nats-retention.test.ts', 'to a reader that falls behind'),
  },
  {
    id: 'retention-of-stream-ignored',
    breaks: 'retention by configuration, on NATS',
    file: `${EVENTS}/nats/stream-config.ts`,
    find: 'max_age: nanos(maxAgeMs),',
    put: 'max_age: 0,',
    judge: unit('nats/nats-retention.test.ts', 'keeps no more than the configured limit, by age'),
  },
  {
    id: 'retention-unread-by-databases',
    breaks: 'retention by configuration reaches the databases of a running system',
    file: 'packages/one-process/src/graph.ts',
    find: 'retention: retentionOf(config),',
    put: 'retention: { ...retentionOf(config), eventsMs: undefined },',
    judge: { project: 'system', file: 'test/faults/retention.test.ts', named: 'reaches the databases' },
  },
  {
    id: 'retention-unread-by-streams',
    breaks: 'retention by configuration reaches the streams of a running system',
    file: 'packages/subgraph/src/process.ts',
    find: 'return connectEvents(url, { name, secret, logger, retention: config.streamRetention });',
    put: 'return connectEvents(url, { name, secret, logger });',
    judge: { project: 'system', file: 'test/faults/retention.test.ts', named: 'reaches the NATS streams' },
  },
  {
    id: 'consumer-stall-unwatched',
    breaks: 'a watchdog for a consumer that stalls',
    file: `${EVENTS}/nats/live-reader.ts`,
    find: "else if (state.last > this.sink.head) this.restart('nothing came while the stream had more');",
    put: '',
    judge: unit(
      'nats/nats-event-log.test.ts',
      'continues when the server has deleted its consumer without notice',
    ),
  },
  {
    id: 'unacknowledged-taken-for-published',
    breaks: 'NATS killed and restarted under load: nothing lost',
    file: `${EVENTS}/nats/nats-relay.ts`,
    find: '(await Promise.all(acknowledged)).map(({ seq }) => seq);',
    put: "(await Promise.allSettled(acknowledged)).flatMap((each) => (each.status === 'fulfilled' ? [each.value.seq] : []));",
    judge: unit('nats/nats-event-log.test.ts', 'loses and repeats nothing while the server is killed'),
  },
  {
    id: 'published-without-ids',
    breaks: 'publish from the outbox with de-duplication by event id',
    file: `${EVENTS}/nats/nats-relay.ts`,
    find: 'msgID: event.id,',
    put: '',
    judge: unit('nats/nats-relay.test.ts', 'gives the server the id of each event'),
  },
  {
    id: 'stream-waits-for-an-event-to-end',
    breaks: 'the last leaves: closed with no event needed, at the log',
    complaints: ['Mercurius #392'],
    file: `${EVENTS}/waiters.ts`,
    find: "signal.addEventListener('abort', done, { once: true });",
    put: '',
    judge: unit('event-log.test.ts', 'ends a stream at once while it waits for an event'),
  },
];
