import { newId, type Database } from '@ecogrid/database';
import { eventually } from '@ecogrid/service/testing';
import type { DatabaseEventLog } from './database-event-log.ts';
import type { LoggedEvent } from './event.ts';
import type { EventLog } from './event-log.ts';
import { openEventStream } from './event-stream.ts';
import { numberOf } from './nats/events.fixture.ts';

const CHANNELS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
/** Fewer than there are connections: the sequencer needs one. */
const WRITERS = 8;
const LONGEST_MS = 8;
const ROLLED_BACK = 0.1;
const LONGEST_STAY = 40;
/** Of so many transactions one waits until the log has the events acknowledged before. */
const IN_STEP = 20;

/** The same numbers for the same seed: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The events that were acknowledged to their writers, kept outside of any log: the judge of the readers. */
export class Ledger {
  private readonly acknowledged = new Map<string, Set<string>>();
  overtaken = 0;
  private lastBegun = 0;

  get size(): number {
    return [...this.acknowledged.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** @param begun when the transaction announced, in the order of beginnings. */
  enter(channel: string, ids: readonly string[], begun: number): void {
    const known = this.acknowledged.get(channel) ?? new Set();
    for (const id of ids) known.add(id);
    this.acknowledged.set(channel, known);
    if (begun < this.lastBegun) this.overtaken += 1;
    this.lastBegun = Math.max(begun, this.lastBegun);
  }

  /** The faults in the events of a reader: each channel's numbers are given under a lock, in the order of commits. */
  faultsOf(reader: string, seen: readonly LoggedEvent[]): string[] {
    const ids = new Set(seen.map(({ id }) => id));
    const expected = [...this.acknowledged.values()].flatMap((each) => [...each]);
    const notified = [...CHANNELS].filter((channel) => {
      const numbers = seen.filter((event) => event.channel === channel).map(numberOf);
      return numbers.some((number, index) => number !== index + 1);
    });
    return [
      [expected.filter((id) => !ids.has(id)).length, 'skipped'],
      [seen.length - ids.size, 'repeated'],
      [seen.length - expected.length, 'more than acknowledged'],
      [notified.length, 'channels out of order'],
    ].flatMap(([count, what]) => (count === 0 ? [] : [`${reader}: ${count} ${what}`]));
  }
}

/** Transactions that overlap at random, some rolled back; each numbers its events under its channel's lock. */
export async function writeOverlapping(
  { database, log }: { database: Database; log: DatabaseEventLog },
  count: number,
  random: () => number,
  ledger: Ledger,
): Promise<void> {
  const { manager } = database;
  await manager.query('CREATE TABLE counter (channel varchar(8) PRIMARY KEY, number int NOT NULL)');
  for (const channel of CHANNELS) await manager.query('INSERT INTO counter VALUES (?, 0)', [channel]);
  let left = count;
  let beginnings = 0;
  const write = async (): Promise<void> => {
    const channel = CHANNELS[Math.floor(random() * CHANNELS.length)] as string;
    const events = 1 + Math.floor(random() * 3);
    const [restMs, isKept] = [random() * LONGEST_MS, random() >= ROLLED_BACK];
    const begun = (beginnings += 1);
    const ids = await database.transaction(async (unit) => {
      await unit.query('UPDATE counter SET number = number + ? WHERE channel = ?', [events, channel]);
      const [row] = await unit.query<Array<{ number: number }>>(
        'SELECT number FROM counter WHERE channel = ?',
        [channel],
      );
      const number = row?.number ?? 0;
      const numbers = Array.from({ length: events }, (_, index) => number - events + index + 1);
      const announced = await log.outbox.announce(...numbers.map((each) => event(channel, each)));
      await new Promise((resolve) => setTimeout(resolve, restMs));
      if (!isKept) throw new RolledBack();
      return announced;
    });
    ledger.enter(channel, ids, begun);
  };
  const writer = async (): Promise<void> => {
    while (left-- > 0) {
      await write().catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error;
      });
      const written = ledger.size;
      // Others are still open: on a busy machine, too, positions are given among them, not when all is over.
      if (left % IN_STEP === 0) await eventually(() => log.head >= written);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

class RolledBack extends Error {}

const event = (channel: string, number: number) => ({
  topic: 'Numbered',
  channel,
  aggregateId: newId(),
  payload: { number },
  // All at one moment: nothing may depend on time.
  occurredAt: new Date('2026-03-01T00:00:00.000Z'),
});

/** Follows the log from its beginning; goes away and resumes by its cursor on request. */
export class Follower {
  readonly seen: LoggedEvent[] = [];
  private isOver = false;
  private readonly running: Promise<void>;
  private stream: AsyncIterableIterator<LoggedEvent> | undefined;

  constructor(
    readonly name: string,
    private readonly log: EventLog,
    private readonly stays: () => number,
  ) {
    this.running = this.run();
  }

  /** Resolves once it has seen so many; one more would be too many. */
  async finish(count: number): Promise<void> {
    await eventually(() => this.seen.length >= count);
    this.isOver = true;
    await this.stream?.return?.();
    await this.running;
  }

  private async run(): Promise<void> {
    let after = this.log.cursors.encode(0);
    while (!this.isOver) {
      this.stream = await openEventStream(this.log, { filter: {}, after });
      for (let left = this.stays(); left > 0; left -= 1) {
        const next: IteratorResult<LoggedEvent, undefined> = await this.stream.next();
        if (next.done) break;
        this.seen.push(next.value);
        after = this.log.cursors.encode(next.value.position);
      }
      await this.stream.return?.();
    }
  }
}

/** Two followers of a log: one all the time, one that comes and goes. */
export function followersOf(name: string, log: EventLog, random: () => number): Follower[] {
  return [
    new Follower(`${name}, staying`, log, () => Infinity),
    new Follower(`${name}, coming and going`, log, () => 1 + Math.floor(random() * LONGEST_STAY)),
  ];
}
