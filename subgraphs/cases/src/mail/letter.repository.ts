import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { groupedByKey, type Batch } from '@ecogrid/subgraph';
import { Letter } from './letter.entity.ts';
import { canReadLetter } from './letter.policy.ts';

export class LetterRepository {
  constructor(private readonly database: Database) {}

  /** A ticket has few letters: each tells one turn of it. */
  readonly ofTickets: Batch<string, Letter[]> = async (ticketIds, { actor }) => {
    const rows = await this.database.manager.find(Letter, {
      where: { ticketId: In(ticketIds) },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return groupedByKey(
      ticketIds,
      rows.filter((row) => canReadLetter(actor, row)),
      ({ ticketId }) => ticketId,
    );
  };

  async insert(letters: readonly Letter[]): Promise<void> {
    await this.database.manager.insert(
      Letter,
      letters.map((each) => ({ ...each })),
    );
  }
}
