import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { groupedByKey, type Batch } from '@ecogrid/subgraph';
import { VoidRequest } from './void-request.entity.ts';

/** A case has at most one that is ASKED. */
export class VoidRequestRepository {
  constructor(private readonly database: Database) {}

  /** Only asked of cases that the actor was shown, and may know the handling of. */
  readonly ofCases: Batch<string, VoidRequest[]> = async (caseIds) => {
    const rows = await this.database.manager.find(VoidRequest, {
      where: { caseId: In(caseIds) },
      order: { id: 'ASC' },
    });
    return groupedByKey(caseIds, rows, ({ caseId }) => caseId);
  };

  async insert(request: VoidRequest): Promise<void> {
    await this.database.manager.insert(VoidRequest, { ...request });
  }

  async decide(caseId: string, set: Partial<VoidRequest>): Promise<void> {
    await this.database.manager.update(VoidRequest, { caseId, state: 'ASKED' }, set);
  }
}
