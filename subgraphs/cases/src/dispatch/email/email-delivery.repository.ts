import { IsNull, Not } from 'typeorm';
import { boundedLists, keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { type Batch } from '@ecogrid/subgraph';
import { EmailDelivery } from './email-delivery.entity.ts';
import { canReadEmail, isDesk } from './email-delivery.policy.ts';

const NEWEST_FIRST = { property: 'createdAt', direction: 'DESC' } as const;

/** Of a ticket. */
export const LISTED_EMAILS = 100;

export class EmailDeliveryRepository {
  constructor(private readonly database: Database) {}

  /** Each is about one change of the ticket. */
  readonly ofTickets: Batch<string, EmailDelivery[]> = async (ticketIds, { actor }) => {
    const lists = await boundedLists(this.database.manager, EmailDelivery, ticketIds, {
      of: 'ticketId',
      by: ['createdAt', 'id'],
      most: LISTED_EMAILS,
      keeps: 'LAST',
    });
    return lists.map((own) => own.filter((row) => canReadEmail(actor, row)));
  };

  /** The worklist of the desk. */
  deadPage(actor: Actor, request: PageRequest): Promise<Page<EmailDelivery>> {
    const query = this.database.manager
      .createQueryBuilder(EmailDelivery, 'item')
      .where(isDesk(actor) ? "item.state = 'DEAD'" : '1 = 0');
    return keysetPage(query, NEWEST_FIRST, request);
  }

  /** E-mails that a sender may take, the longest due first. @param but domains that are busy. */
  due(now: Date, but: readonly string[], count: number): Promise<EmailDelivery[]> {
    const query = this.database.manager
      .createQueryBuilder(EmailDelivery, 'item')
      .where('item.dueAt <= :now', { now });
    if (but.length > 0) query.andWhere('item.domain NOT IN (:...but)', { but });
    return query.orderBy('item.dueAt', 'ASC').take(count).getMany();
  }

  find(id: string): Promise<EmailDelivery | null> {
    return this.database.manager.findOneBy(EmailDelivery, { id });
  }

  /** Few e-mails are unsent, so that an exact count is cheap. */
  countWaiting(): Promise<number> {
    return this.database.manager.countBy(EmailDelivery, { dueAt: Not(IsNull()) });
  }

  countDead(): Promise<number> {
    return this.database.manager.countBy(EmailDelivery, { state: 'DEAD' });
  }

  async oldestWaiting(): Promise<Date | null> {
    const [oldest] = await this.database.manager.find(EmailDelivery, {
      where: { dueAt: Not(IsNull()) },
      order: { createdAt: 'ASC' },
      take: 1,
    });
    return oldest?.createdAt ?? null;
  }

  async insert(emails: readonly EmailDelivery[]): Promise<void> {
    await this.database.manager.insert(
      EmailDelivery,
      emails.map((each) => ({ ...each })),
    );
  }

  /** @returns whether the e-mail was still at the version: claims, notes and resends exclude each other by it. */
  async update(id: string, version: number, set: Partial<EmailDelivery>): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      EmailDelivery,
      { id, version },
      { ...set, version: version + 1 },
    );
    return affected === 1;
  }
}
