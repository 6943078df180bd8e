import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { groupedByKey, type Batch } from '@ecogrid/subgraph';
import { Verification } from './verification.entity.ts';

export class VerificationRepository {
  constructor(private readonly database: Database) {}

  /** Only asked of reports, and of cases, whose handling the actor may know. */
  readonly ofSubjects: Batch<string, Verification[]> = async (subjectIds) => {
    const rows = await this.database.manager.find(Verification, {
      where: { subjectId: In(subjectIds) },
      order: { id: 'ASC' },
    });
    return groupedByKey(subjectIds, rows, ({ subjectId }) => subjectId);
  };

  async insert(row: Verification): Promise<void> {
    await this.database.manager.insert(Verification, { ...row });
  }
}
