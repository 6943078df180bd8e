import type { EntityManager } from 'typeorm';
import type { Database } from '@ecogrid/database';
import type { Logger } from '@ecogrid/service';
import type { LoggedEvent } from './event.ts';
import type { EventLog } from './event-log.ts';
import { ConsumerPosition } from './outbox.entity.ts';

const BATCH = 100;
const RETRY_MS = { first: 50, most: 5_000 };

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
 */
export class EventConsumer {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: ConsumerOptions) {}

  start(log: EventLog): void {
    this.running ??= this.run(log);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(log: EventLog): Promise<void> {
    let delay = RETRY_MS.first;
    while (!this.stopping.signal.aborted) {
      try {
        const through = await this.step(log);
        delay = RETRY_MS.first;
        await log.advanced(through, this.stopping.signal);
      } catch (error) {
        const { logger, name } = this.options;
        logger.error({ consumer: name, source: log.source, error: String(error) }, 'an event could not be taken yet');
        await this.pause(delay);
        delay = Math.min(delay * 2, RETRY_MS.most);
      }
    }
  }

  private async step(log: EventLog): Promise<number> {
    const position = await this.position(log);
    if (position >= log.head) return position;
    const { events, through } = await log.read(position, { topics: this.options.topics }, BATCH);
    for (const event of events) await this.take(log, event);
    if (through > (events.at(-1)?.position ?? position)) await this.note(log, through);
    return through;
  }

  private take(log: EventLog, event: LoggedEvent): Promise<void> {
    return this.options.database.transaction(async (manager) => {
      await this.options.handle(event, manager);
      await this.save(manager, log, event.position);
    });
  }

  private note(log: EventLog, position: number): Promise<void> {
    return this.options.database.transaction((manager) => this.save(manager, log, position));
  }

  private async save(manager: EntityManager, log: EventLog, position: number): Promise<void> {
    const key = { consumer: this.options.name, source: log.source };
    await manager.upsert(ConsumerPosition, { ...key, epoch: log.epoch, position }, ['consumer', 'source']);
  }

  private async position(log: EventLog): Promise<number> {
    const key = { consumer: this.options.name, source: log.source };
    const kept = await this.options.database.manager.findOneBy(ConsumerPosition, key);
    return kept?.epoch === log.epoch ? kept.position : 0;
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.stopping.signal.addEventListener('abort', end, { once: true });
    });
  }
}
