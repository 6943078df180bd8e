import type { EntityManager } from 'typeorm';
import type { Database } from '@ecogrid/database';
import type { Logger } from '@ecogrid/service';
import { EcoGridError } from '@ecogrid/errors';
import { BOUNDS } from './bounds.ts';
import { Backoff } from './backoff.ts';
import { ConsumerPositionRepository } from './consumer-position.repository.ts';
import type { LoggedEvent, MisfitOf } from './event.ts';
import type { EventLog } from './event-log.ts';
import { ParkedEventRepository } from './parked-event.repository.ts';
import { Waiters } from './waiters.ts';

const BATCH = BOUNDS.log.consumedAtOnce;
const RETRY = { firstMs: 50, mostMs: 5_000 };

export interface ConsumerOptions {
  readonly name: string;
  readonly database: Database;
  readonly topics: readonly string[];
  readonly logger: Logger;
  /** The contracts of the events that it takes. An event that does not fit is parked, and the next one is taken. */
  readonly misfitOf: MisfitOf;
  /** Takes one event inside the transaction that also notes the position: both are kept, or neither. */
  readonly handle: (event: LoggedEvent, manager: EntityManager) => Promise<void>;
  /** Of topics whose events come by the thousand: takes those that follow each other, all in one transaction. */
  readonly together?: Together;
}

interface Together {
  readonly topics: readonly string[];
  readonly handle: (events: readonly LoggedEvent[], manager: EntityManager) => Promise<void>;
}

/** Why a consumer does not go on. */
export interface ConsumerTrouble {
  readonly consumer: string;
  readonly source: string;
  /** Failed attempts in a row. */
  readonly failures: number;
  readonly reason: string;
  /** Whether it has given up until the process starts again. */
  readonly isStopped: boolean;
}

/** One event, or several of one topic that are taken together. */
type Group = [LoggedEvent, ...LoggedEvent[]];

/** Going on would skip the events that the log has yet to give the positions in between. */
class PositionBeyondLog extends Error {
  override readonly name = 'PositionBeyondLog';

  constructor(consumer: string, { source, head }: EventLog, position: number) {
    super(
      `${consumer} has taken events of ${source} up to ${position}, and that log ends at ${head}: an older database of ${source} was restored. ` +
        'Restore both databases as they were at one moment, or remove the row of consumer_position',
    );
  }
}

/**
 * Takes a source's events one after the other, each exactly once as far as its own database can announce.
 * An event that cannot be handled is tried again, later and later, and holds up those behind it: nothing is skipped.
 * An event that does not fit its contract is parked with the reason, until an operator asks for its replay.
 * A log that starts anew is taken from its beginning; one that no longer keeps the next event holds the consumer up,
 * with an error each time, until its row in `consumer_position` is removed.
 */
export class EventConsumer {
  private readonly stopping = new AbortController();
  private readonly positions: ConsumerPositionRepository;
  private readonly parking: ParkedEventRepository;
  private running: Promise<void> | undefined;
  private log: EventLog | undefined;
  private readonly progress = new Waiters();
  /** The trouble that holds the consumer up now; undefined while it goes on. */
  trouble: ConsumerTrouble | undefined;
  /** Failed attempts since the start. */
  failures = 0;
  /** Nothing up to there is needed any more; undefined before it is known. */
  private reached: number | undefined;

  constructor(private readonly options: ConsumerOptions) {
    this.positions = new ConsumerPositionRepository(options.database, options.name);
    this.parking = new ParkedEventRepository(options.database, options.name);
  }

  start(log: EventLog): void {
    this.log ??= log;
    this.running ??= this.run(log);
  }

  /** Resolves once every event that the log holds now has been handled; at once when the consumer does not run. */
  async settle(): Promise<void> {
    const { signal } = this.stopping;
    const target = this.log?.head ?? 0;
    while ((this.reached ?? 0) < target && !signal.aborted && !this.trouble?.isStopped)
      await this.progress.wait(signal);
  }

  /** The number of events that did not fit their contracts and wait for an operator. */
  parked(): Promise<number> {
    return this.parking.count();
  }

  /** Takes the parked events whose replay was asked for. One that still cannot be taken is parked with the new reason. */
  async replay(): Promise<void> {
    for (const event of await this.parking.asked()) {
      try {
        await this.retake(event);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        await this.parking.refuse(event.id, reason);
        this.warnOf(event, reason);
      }
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(log: EventLog): Promise<void> {
    const release = log.hold(() => this.reached);
    // A log that is kept elsewhere may not have been reached yet.
    await log.advanced(-1, this.stopping.signal);
    await this.follow(log);
    release();
  }

  private async follow(log: EventLog): Promise<void> {
    const { signal } = this.stopping;
    const backoff = new Backoff(RETRY, signal);
    while (!signal.aborted) {
      try {
        // Of one epoch throughout: a position must never be noted under the name of another.
        const { epoch } = log;
        const through = await this.step(log, epoch);
        this.reached = through;
        this.trouble = undefined;
        this.progress.release();
        backoff.reset();
        if (log.epoch === epoch) await log.advanced(through, signal);
      } catch (error) {
        this.failed(log, error);
        if (error instanceof PositionBeyondLog) return;
        await backoff.pause();
      }
    }
  }

  private failed(log: EventLog, error: unknown): void {
    const { logger, name: consumer } = this.options;
    const isStopped = error instanceof PositionBeyondLog;
    const { source } = log;
    this.failures += 1;
    this.trouble = {
      consumer,
      source,
      failures: (this.trouble?.failures ?? 0) + 1,
      reason: String(error),
      isStopped,
    };
    logger.error(this.trouble, isStopped ? 'a consumer is stopped' : 'an event could not be taken yet');
    if (isStopped) this.progress.release();
  }

  /** A log of the same epoch that ends before the position taken from it: its database is older than this one. */
  private async requireWithin(log: EventLog, position: number): Promise<void> {
    try {
      await log.read(position, {}, 1);
    } catch (error) {
      const isFuture = error instanceof EcoGridError && error.code === 'CURSOR_INVALID';
      throw isFuture ? new PositionBeyondLog(this.options.name, log, position) : error;
    }
  }

  private async step(log: EventLog, epoch: string): Promise<number> {
    const position = (await this.positions.find(log.source, epoch)) ?? (await this.beginning(log));
    this.reached = position;
    if (position > log.head) await this.requireWithin(log, position);
    if (position >= log.head) return position;
    const { events, through } = await log.read(position, { topics: this.options.topics }, BATCH);
    if (log.epoch !== epoch) return 0;
    for (const group of this.groups(events)) await this.take(log.source, epoch, group);
    if (through > (events.at(-1)?.position ?? position)) await this.note(log.source, epoch, through);
    return through;
  }

  private async beginning(log: EventLog): Promise<number> {
    const first = await log.first();
    const { name: consumer, logger } = this.options;
    if (first > 1) logger.warn({ consumer, source: log.source, first }, 'earlier events are no longer kept');
    return first - 1;
  }

  /** Events that are taken together, and the others one by one. */
  private groups(events: readonly LoggedEvent[]): Group[] {
    const { together, misfitOf } = this.options;
    const groups: Group[] = [];
    for (const event of events) {
      const last = groups.at(-1);
      const isAlike = last?.[0].topic === event.topic && together?.topics.includes(event.topic);
      if (isAlike && misfitOf(event) === null && misfitOf(last[0]) === null) last.push(event);
      else groups.push([event]);
    }
    return groups;
  }

  private async take(source: string, epoch: string, events: Group): Promise<void> {
    const { database, handle, together, misfitOf } = this.options;
    const [event] = events;
    const misfit = misfitOf(event);
    await database.transaction(async (manager) => {
      if (misfit !== null) await this.parking.park(manager, source, event, misfit);
      else if (together?.topics.includes(event.topic)) await together.handle(events, manager);
      else await handle(event, manager);
      await this.positions.save(manager, source, epoch, events.at(-1)?.position ?? event.position);
    });
    if (misfit !== null) this.warnOf(event, misfit);
  }

  private async retake(event: LoggedEvent): Promise<void> {
    const { database, handle, together, misfitOf, logger, name: consumer } = this.options;
    const misfit = misfitOf(event);
    if (misfit !== null) throw new Error(misfit);
    const isTaken = await database.transaction(async (manager) => {
      if (!(await this.parking.take(manager, event.id))) return false;
      if (together?.topics.includes(event.topic)) await together.handle([event], manager);
      else await handle(event, manager);
      return true;
    });
    if (isTaken) logger.info({ consumer, eventId: event.id }, 'a parked event is replayed');
  }

  private warnOf({ id: eventId, topic, position }: LoggedEvent, reason: string): void {
    const { logger, name: consumer } = this.options;
    logger.error({ consumer, eventId, topic, position, reason }, 'an event is parked');
  }

  private note(source: string, epoch: string, position: number): Promise<void> {
    return this.options.database.transaction((manager) =>
      this.positions.save(manager, source, epoch, position),
    );
  }
}
