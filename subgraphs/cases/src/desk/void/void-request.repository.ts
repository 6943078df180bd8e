import { boundedLists, type Database } from '@ecogrid/database';
import { type Batch } from '@ecogrid/subgraph';
import { VoidRequest } from './void-request.entity.ts';

/** Of a case. */
export const MOST_VOID_REQUESTS = 100;

/** A case has at most one that is ASKED. */
export class VoidRequestRepository {
  constructor(private readonly database: Database) {}

  /** Only asked of cases that the actor was shown, and may know the handling of. */
  readonly ofCases: Batch<string, VoidRequest[]> = (caseIds) =>
    boundedLists(this.database.manager, VoidRequest, caseIds, {
      of: 'caseId',
      by: ['id'],
      most: MOST_VOID_REQUESTS,
      keeps: 'LAST',
    });

  async insert(request: VoidRequest): Promise<void> {
    await this.database.manager.insert(VoidRequest, { ...request });
  }

  async decide(caseId: string, set: Partial<VoidRequest>): Promise<void> {
    await this.database.manager.update(VoidRequest, { caseId, state: 'ASKED' }, set);
  }
}
