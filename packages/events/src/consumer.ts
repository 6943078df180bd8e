import type { EntityManager } from 'typeorm';
import type { Database } from '@ecogrid/database';
import type { Logger } from '@ecogrid/service';
import { Backoff } from './backoff.ts';
import { ConsumerPositionRepository } from './consumer-position.repository.ts';
import type { LoggedEvent } from './event.ts';
import type { EventLog } from './event-log.ts';
import { Waiters } from './waiters.ts';

const BATCH = 100;
const RETRY = { firstMs: 50, mostMs: 5_000 };

export interface ConsumerOptions {
  readonly name: string;
  readonly database: Database;
  readonly topics: readonly string[];
  readonly logger: Logger;
  /** Takes one event inside the transaction that also notes the position: both are kept, or neither. */
  readonly handle: (event: LoggedEvent, manager: EntityManager) => Promise<void>;
}

/**
 * Takes a source's events one after the other, each exactly once as far as its own database can tell.
 * An event that cannot be handled is tried again, later and later, and holds up those behind it: nothing is skipped.
 * A log that starts anew is taken from its beginning; one that no longer keeps the next event holds the consumer up,
 * with an error each time, until its row in `consumer_position` is removed.
 */
export class EventConsumer {
  private readonly stopping = new AbortController();
  private readonly positions: ConsumerPositionRepository;
  private running: Promise<void> | undefined;
  private log: EventLog | undefined;
  private readonly progress = new Waiters();
  /** Nothing up to there is needed any more; undefined before it is known. */
  private reached: number | undefined;

  constructor(private readonly options: ConsumerOptions) {
    this.positions = new ConsumerPositionRepository(options.database, options.name);
  }

  start(log: EventLog): void {
    this.log ??= log;
    this.running ??= this.run(log);
  }

  /** Resolves once every event that the log holds now has been handled; at once when the consumer does not run. */
  async settle(): Promise<void> {
    const { signal } = this.stopping;
    const target = this.log?.head ?? 0;
    while ((this.reached ?? 0) < target && !signal.aborted) await this.progress.wait(signal);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(log: EventLog): Promise<void> {
    const release = log.hold(() => this.reached);
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
        this.progress.release();
        backoff.reset();
        if (log.epoch === epoch) await log.advanced(through, signal);
      } catch (error) {
        const { logger, name } = this.options;
        logger.error(
          { consumer: name, source: log.source, error: String(error) },
          'an event could not be taken yet',
        );
        await backoff.pause();
      }
    }
  }

  private async step(log: EventLog, epoch: string): Promise<number> {
    const position = (await this.positions.find(log.source, epoch)) ?? (await this.beginning(log));
    this.reached = position;
    if (position >= log.head) return position;
    const { events, through } = await log.read(position, { topics: this.options.topics }, BATCH);
    if (log.epoch !== epoch) return 0;
    for (const event of events) await this.take(log.source, epoch, event);
    if (through > (events.at(-1)?.position ?? position)) await this.note(log.source, epoch, through);
    return through;
  }

  private async beginning(log: EventLog): Promise<number> {
    const first = await log.first();
    const { name: consumer, logger } = this.options;
    if (first > 1) logger.warn({ consumer, source: log.source, first }, 'earlier events are no longer kept');
    return first - 1;
  }

  private take(source: string, epoch: string, event: LoggedEvent): Promise<void> {
    return this.options.database.transaction(async (manager) => {
      await this.options.handle(event, manager);
      await this.positions.save(manager, source, epoch, event.position);
    });
  }

  private note(source: string, epoch: string, position: number): Promise<void> {
    return this.options.database.transaction((manager) =>
      this.positions.save(manager, source, epoch, position),
    );
  }
}
