import type { EntityManager } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { ConsumerPosition } from './outbox.entity.ts';

/** Where one consumer has got to in one source's log. */
export class ConsumerPositionRepository {
  constructor(
    private readonly database: Database,
    private readonly consumer: string,
  ) {}

  /** @returns undefined when nothing was taken in that epoch. */
  async find(source: string, epoch: string): Promise<number | undefined> {
    const kept = await this.database.manager.findOneBy(ConsumerPosition, { consumer: this.consumer, source });
    return kept?.epoch === epoch ? kept.position : undefined;
  }

  async save(manager: EntityManager, source: string, epoch: string, position: number): Promise<void> {
    await manager.upsert(ConsumerPosition, { consumer: this.consumer, source, epoch, position }, [
      'consumer',
      'source',
    ]);
  }
}
