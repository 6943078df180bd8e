import { In } from 'typeorm';
import { type Database } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import type { Medium } from '../site/index.ts';
import { Pollutant } from './pollutant.entity.ts';

/** A code table of the state. */
export const MOST_POLLUTANTS = 1_000;

export class PollutantRepository {
  constructor(private readonly database: Database) {}

  readonly byCode: Batch<string, Pollutant | null> = async (codes) => {
    const rows = await this.database.manager.findBy(Pollutant, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  all(medium?: Medium): Promise<Pollutant[]> {
    return this.database.manager.find(Pollutant, {
      where: medium ? { medium } : {},
      order: { code: 'ASC' },
      take: MOST_POLLUTANTS,
    });
  }
}
