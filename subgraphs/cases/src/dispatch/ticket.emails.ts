import type { GridProjection } from '@ecogrid/territory';
import type { Case, CaseRepository } from '../case/index.ts';
import type { CategoryRepository } from '../codes/index.ts';
import type { Bilingual, EmailDraft, MailOutbox } from './email/index.ts';
import type { Ticket } from './ticket.entity.ts';

interface Parts {
  readonly cases: CaseRepository;
  readonly categories: CategoryRepository;
  readonly grids: GridProjection;
  readonly mail: MailOutbox;
}

/** The e-mails to organizations about their tickets, queued in the unit of work of the change. docs/domain.md row 38. */
export class TicketEmails {
  constructor(private readonly parts: Parts) {}

  /** @param tickets of any cases; all receive the same kind of e-mail. */
  async tell(kind: EmailDraft['kind'], tickets: readonly Ticket[]): Promise<void> {
    if (tickets.length === 0) return;
    const { cases, mail } = this.parts;
    const found = await cases.some([...new Set(tickets.map(({ caseId }) => caseId))]);
    const subjects = new Map(found.map((each) => [each.id, each]));
    const [whats, places] = [await this.whats(tickets), await this.places(tickets)];
    const drafts = tickets.map((ticket) => {
      const { id, caseId, categoryCode, gridCode } = ticket;
      const subject = subjects.get(caseId);
      if (!subject) throw new Error(`ticket ${id} has no case`);
      const what = whats.get(categoryCode) ?? { zh: categoryCode, en: categoryCode };
      return draft(kind, ticket, subject, what, whereOf(places.get(gridCode) ?? gridCode, subject));
    });
    await mail.write(...drafts);
  }

  private async whats(tickets: readonly Ticket[]): Promise<Map<string, Bilingual>> {
    const found = await this.parts.categories.some([...new Set(tickets.map((each) => each.categoryCode))]);
    return new Map(found.map(({ code, name: zh, nameEn: en }) => [code, { zh, en }]));
  }

  private async places(tickets: readonly Ticket[]): Promise<Map<string, string>> {
    const found = await this.parts.grids.some([...new Set(tickets.map(({ gridCode }) => gridCode))]);
    return new Map(found.map(({ code, name }) => [code, name]));
  }
}

function whereOf(gridName: string, { objectName, longitude, latitude }: Case): string {
  const point = longitude === null || latitude === null ? null : `(${longitude}, ${latitude})`;
  return [gridName, objectName, point].filter(Boolean).join(' · ');
}

function draft(
  kind: EmailDraft['kind'],
  { id: ticketId, caseId, number, organizationCode, dueAt, instruction, reason }: Ticket,
  { number: caseNumber }: Case,
  what: Bilingual,
  where: string,
): EmailDraft {
  const note = kind === 'TICKET_RECALLED' ? reason : instruction;
  const facts = { caseNumber, ticketNumber: number, what, where, dueAt: dueAt.toISOString(), note };
  return { kind, organizationCode, caseId, ticketId, facts };
}
