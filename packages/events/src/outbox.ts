import { newId, type Database } from '@ecogrid/database';
import type { DomainEvent } from './event.ts';
import { OutboxRow } from './outbox.entity.ts';

export type NewEvent = Omit<DomainEvent, 'id'>;

/** Where services announce what they did: within the transaction, so that both stand or neither does. */
export class Outbox {
  constructor(
    private readonly database: Database,
    private readonly committed: () => void,
  ) {}

  /** @returns the ids of the events, in order. Call it inside a unit of work. */
  async announce(...events: readonly NewEvent[]): Promise<string[]> {
    const rows = events.map((event) => ({
      ...event,
      id: newId(),
      position: null,
      payload: { ...event.payload },
    }));
    await this.database.transaction((manager) => manager.insert(OutboxRow, rows));
    this.database.afterCommit(this.committed);
    return rows.map(({ id }) => id);
  }
}
