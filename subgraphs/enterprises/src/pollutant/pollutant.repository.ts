import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import type { Medium } from '../site/index.ts';
import { Pollutant } from './pollutant.entity.ts';

export class PollutantRepository {
  constructor(private readonly database: Database) {}

  readonly byCode: Batch<string, Pollutant | null> = async (codes) => {
    const rows = await this.database.manager.findBy(Pollutant, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  all(medium?: Medium): Promise<Pollutant[]> {
    return this.database.manager.find(Pollutant, { where: medium ? { medium } : {}, order: { code: 'ASC' } });
  }
}
