import { boundedLists, type Database } from '@ecogrid/database';
import { type Batch } from '@ecogrid/subgraph';
import { CaseCheck } from './case-check.entity.ts';

/** Of a case. */
export const MOST_CHECKS = 100;

export class CaseCheckRepository {
  constructor(private readonly database: Database) {}

  /** Only asked of cases that the actor was shown. */
  readonly ofCases: Batch<string, CaseCheck[]> = (caseIds) =>
    boundedLists(this.database.manager, CaseCheck, caseIds, {
      of: 'caseId',
      by: ['round'],
      most: MOST_CHECKS,
      keeps: 'LAST',
    });

  count(caseId: string): Promise<number> {
    return this.database.manager.countBy(CaseCheck, { caseId });
  }

  async insert(check: CaseCheck): Promise<void> {
    await this.database.manager.insert(CaseCheck, { ...check });
  }
}
