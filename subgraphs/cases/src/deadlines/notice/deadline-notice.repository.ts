import { nestedPages, type Database, type Page } from '@ecogrid/database';
import { PlannedTimerRepository } from '@ecogrid/planned-timers';
import type { Batch } from '@ecogrid/subgraph';
import { DeadlineNotice } from './deadline-notice.entity.ts';

export class DeadlineNoticeRepository extends PlannedTimerRepository<DeadlineNotice> {
  constructor(database: Database) {
    super(database, DeadlineNotice);
  }

  /** Only asked of tickets and cases that the actor was shown. */
  readonly ofTickets = this.nested('item.thing = :thing AND item.thingId = :parent');
  readonly ofCases = this.nested('item.caseId = :parent');

  /** After a move the notices go to the people of the new grid. */
  async relocate(caseId: string, gridCode: string): Promise<void> {
    await this.database.manager.update(DeadlineNotice, { caseId, state: 'PENDING' }, { gridCode });
  }

  private nested(belonging: string): Batch<string, Page<DeadlineNotice>> {
    return (keys) =>
      nestedPages(this.database.manager, { property: 'dueAt', direction: 'ASC' }, keys, ({ parent }) =>
        this.database.manager
          .createQueryBuilder(DeadlineNotice, 'item')
          .where(belonging, { parent, thing: 'TICKET' }),
      );
  }
}
