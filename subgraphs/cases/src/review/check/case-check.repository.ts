import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { groupedByKey, type Batch } from '@ecogrid/subgraph';
import { CaseCheck } from './case-check.entity.ts';

export class CaseCheckRepository {
  constructor(private readonly database: Database) {}

  /** Only asked of cases that the actor was shown. */
  readonly ofCases: Batch<string, CaseCheck[]> = async (caseIds) => {
    const rows = await this.database.manager.find(CaseCheck, {
      where: { caseId: In(caseIds) },
      order: { round: 'ASC' },
    });
    return groupedByKey(caseIds, rows, ({ caseId }) => caseId);
  };

  count(caseId: string): Promise<number> {
    return this.database.manager.countBy(CaseCheck, { caseId });
  }

  async insert(check: CaseCheck): Promise<void> {
    await this.database.manager.insert(CaseCheck, { ...check });
  }
}
