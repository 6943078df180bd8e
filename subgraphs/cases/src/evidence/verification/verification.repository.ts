import { boundedLists, type Database } from '@ecogrid/database';
import { type Batch } from '@ecogrid/subgraph';
import { Verification } from './verification.entity.ts';

/** Of a report or a case. */
export const MOST_VERIFICATIONS = 100;

export class VerificationRepository {
  constructor(private readonly database: Database) {}

  /** Only asked of reports, and of cases, whose handling the actor may know. */
  readonly ofSubjects: Batch<string, Verification[]> = (subjectIds) =>
    boundedLists(this.database.manager, Verification, subjectIds, {
      of: 'subjectId',
      by: ['id'],
      most: MOST_VERIFICATIONS,
      keeps: 'LAST',
    });

  async insert(row: Verification): Promise<void> {
    await this.database.manager.insert(Verification, { ...row });
  }
}
