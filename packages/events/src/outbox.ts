import { insertRows, newId, type Database } from '@ecogrid/database';
import type { DomainEvent, MisfitOf } from './event.ts';
import { OutboxRow } from './outbox.entity.ts';

export type NewEvent<Topic extends string = string> = Omit<DomainEvent, 'id' | 'topic'> & {
  readonly topic: Topic;
};

/**
 * Announces events within the transaction of their change: both are kept, or neither. See docs/decisions/0005.
 * @template Topic the topics that the announcer owns: an outbox is none for the topics of another subgraph.
 */
export class Outbox<in Topic extends string> {
  constructor(
    private readonly database: Database,
    private readonly committed: () => void,
    private readonly misfitOf: MisfitOf,
  ) {}

  /**
   * Call it inside a unit of work. @returns the ids of the events, in order.
   * @throws Error for an event that does not fit its contract; the unit of work is undone by it.
   */
  async announce(...events: ReadonlyArray<NewEvent<Topic>>): Promise<string[]> {
    for (const event of events) this.requireFit(event);
    const rows = events.map((event) => ({
      ...event,
      id: newId(),
      position: null,
      payload: { ...event.payload },
    }));
    await this.database.transaction((manager) => insertRows(manager, OutboxRow, rows));
    this.database.afterCommit(this.committed);
    return rows.map(({ id }) => id);
  }

  private requireFit(event: NewEvent): void {
    const misfit = this.misfitOf(event);
    if (misfit !== null) throw new Error(`${event.topic} does not fit its contract: ${misfit}`);
  }
}
