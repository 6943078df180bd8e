import type { EntityManager } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { BOUNDS } from './bounds.ts';
import type { LoggedEvent } from './event.ts';
import { ParkedEvent } from './outbox.entity.ts';

const AT_ONCE = BOUNDS.log.parkedAtOnce;

/** The events that one consumer could not take because they did not fit their contracts. */
export class ParkedEventRepository {
  constructor(
    private readonly database: Database,
    private readonly consumer: string,
  ) {}

  async park(manager: EntityManager, source: string, event: LoggedEvent, reason: string): Promise<void> {
    const { id: eventId, payload, ...kept } = event;
    const row = { ...kept, consumer: this.consumer, eventId, source, payload: { ...payload }, reason };
    // A log that starts anew brings the event again.
    await manager.upsert(ParkedEvent, { ...row, isReplayAsked: false }, ['consumer', 'eventId']);
  }

  count(): Promise<number> {
    return this.database.manager.countBy(ParkedEvent, { consumer: this.consumer });
  }

  /** The events whose replay an operator has asked for, the oldest first. */
  async asked(): Promise<LoggedEvent[]> {
    const where = { consumer: this.consumer, isReplayAsked: true };
    const order = { source: 'ASC', position: 'ASC' } as const;
    const rows = await this.database.manager.find(ParkedEvent, { where, order, take: AT_ONCE });
    return rows.map(({ eventId: id, topic, channel, aggregateId, payload, occurredAt, position }) => {
      return { id, topic, channel, aggregateId, payload: { ...payload }, occurredAt, position };
    });
  }

  /** @returns whether it was still parked, so that one process replays it. */
  async take(manager: EntityManager, eventId: string): Promise<boolean> {
    const { affected } = await manager.delete(ParkedEvent, { consumer: this.consumer, eventId });
    return affected === 1;
  }

  async refuse(eventId: string, reason: string): Promise<void> {
    await this.database.transaction((manager) =>
      manager.update(ParkedEvent, { consumer: this.consumer, eventId }, { reason, isReplayAsked: false }),
    );
  }
}
