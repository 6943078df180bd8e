import { In, type SelectQueryBuilder } from 'typeorm';
import { boundedLists, keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { inKeyOrder, scopeClause, type Batch } from '@ecogrid/subgraph';
import { PhoneReminder } from './phone-reminder.entity.ts';
import { ReminderLog } from './reminder-log.entity.ts';
import { canReadReminder, visibleReminders } from './reminder.policy.ts';
import type { ReminderReason, ReminderState } from './reminder.vocabulary.ts';

export interface ReminderFilter {
  readonly states?: ReadonlyArray<keyof typeof ReminderState> | undefined;
  readonly reason?: keyof typeof ReminderReason | undefined;
  readonly organizationCode?: string | undefined;
  readonly within?: string | undefined;
  readonly dueBefore?: Date | undefined;
}

/** Of a ticket. */
export const MOST_REMINDERS = 100;
/** Of a reminder. */
export const MOST_CALLS = 100;

export class ReminderRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, PhoneReminder | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(PhoneReminder, { id: In(ids) });
    const seen = rows.filter((row) => canReadReminder(actor, row));
    return inKeyOrder(ids, seen, ({ id }) => id);
  };

  readonly ofTickets: Batch<string, PhoneReminder[]> = async (ticketIds, { actor }) => {
    const lists = await boundedLists(this.database.manager, PhoneReminder, ticketIds, {
      of: 'ticketId',
      by: ['id'],
      most: MOST_REMINDERS,
      keeps: 'LAST',
    });
    return lists.map((own) => own.filter((row) => canReadReminder(actor, row)));
  };

  /** Only asked of reminders that the actor was shown. */
  readonly logsOf: Batch<string, ReminderLog[]> = (reminderIds) =>
    boundedLists(this.database.manager, ReminderLog, reminderIds, {
      of: 'reminderId',
      by: ['id'],
      most: MOST_CALLS,
      keeps: 'LAST',
    });

  page(filter: ReminderFilter, actor: Actor, request: PageRequest): Promise<Page<PhoneReminder>> {
    const query = this.database.manager
      .createQueryBuilder(PhoneReminder, 'item')
      .where(scopeClause(visibleReminders(actor), { grid: 'item.gridCode' }));
    return keysetPage(narrowed(query, filter), { property: 'nextAttemptAt', direction: 'ASC' }, request);
  }

  find(id: string): Promise<PhoneReminder | null> {
    return this.database.manager.findOneBy(PhoneReminder, { id });
  }

  /** Opens reminders; a ticket that has an open one keeps it. */
  async open(reminders: readonly PhoneReminder[]): Promise<void> {
    const { manager } = this.database;
    await manager
      .createQueryBuilder()
      .insert()
      .into(PhoneReminder)
      .values([...reminders])
      .orIgnore()
      .execute();
  }

  /** @returns whether the reminder was still at the version. */
  async update(id: string, version: number, set: Partial<PhoneReminder>): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      PhoneReminder,
      { id, version },
      { ...set, version: version + 1 },
    );
    return affected === 1;
  }

  /** Ends the open reminder of a ticket, if there is one of these reasons, seen by this transaction or not. */
  async settle(
    ticketId: string,
    reasons: ReadonlyArray<PhoneReminder['reason']>,
    closedAt: Date,
  ): Promise<void> {
    const { manager } = this.database;
    const open = { openTicketId: ticketId, reason: In(reasons) };
    const closed = { state: 'CLOSED', closing: 'SETTLED', openTicketId: null, closedAt } as const;
    await manager.update(PhoneReminder, open, { ...closed, version: () => 'version + 1' });
  }

  async relocate(caseId: string, gridCode: string): Promise<void> {
    await this.database.manager.update(PhoneReminder, { caseId }, { gridCode });
  }

  async log(line: ReminderLog): Promise<void> {
    await this.database.manager.insert(ReminderLog, { ...line });
  }
}

function narrowed(
  query: SelectQueryBuilder<PhoneReminder>,
  { states, reason, organizationCode, within, dueBefore }: ReminderFilter,
): SelectQueryBuilder<PhoneReminder> {
  if (states?.length) query.andWhere('item.state IN (:...states)', { states });
  if (reason) query.andWhere('item.reason = :reason', { reason });
  if (organizationCode) query.andWhere('item.organizationCode = :organizationCode', { organizationCode });
  if (within) query.andWhere('item.gridCode LIKE :within', { within: `${within}%` });
  if (dueBefore) query.andWhere('item.nextAttemptAt < :dueBefore', { dueBefore });
  return query;
}
