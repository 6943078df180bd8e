import type { GridProjection } from '@ecogrid/territory';
import type { Case, CaseRepository } from '../case/index.ts';
import type { Category, CategoryRepository } from '../codes/index.ts';
import type { KnownOrganization } from '../neighbours/index.ts';
import type { Bilingual, EmailDraft, MailOutbox } from './email/index.ts';
import type { Ticket } from './ticket.entity.ts';

interface Parts {
  readonly cases: CaseRepository;
  readonly categories: CategoryRepository;
  readonly grids: GridProjection;
  readonly mail: MailOutbox;
}

/** The rows that an e-mail about a ticket quotes. */
export interface TicketEmailFacts {
  readonly subject: Case;
  readonly category: Category | null;
  readonly organizations: readonly KnownOrganization[];
}

/** The e-mails that quote the reason of a change; others quote the instruction of the desk. */
const ABOUT_A_REASON: ReadonlyArray<EmailDraft['kind']> = ['TICKET_RECALLED', 'TICKET_REWORK'];

/** The e-mails to organizations about their tickets, queued in the unit of work of the change. docs/domain.md row 38. */
export class TicketEmails {
  constructor(private readonly parts: Parts) {}

  /**
   * @param tickets of any cases; all receive the same kind of e-mail.
   * @param known the rows of their one case, as far as the caller has read them.
   */
  async queue(
    kind: EmailDraft['kind'],
    tickets: readonly Ticket[],
    known: Partial<TicketEmailFacts> = {},
  ): Promise<void> {
    if (tickets.length === 0) return;
    const { cases, mail } = this.parts;
    const found = known.subject
      ? [known.subject]
      : await cases.some([...new Set(tickets.map(({ caseId }) => caseId))]);
    const subjects = new Map(found.map((each) => [each.id, each]));
    const [whats, places] = [await this.whats(tickets, known), await this.places(tickets)];
    const drafts = tickets.map((ticket) => {
      const { id, caseId, categoryCode, gridCode } = ticket;
      const subject = subjects.get(caseId);
      if (!subject) throw new Error(`ticket ${id} has no case`);
      const what = whats.get(categoryCode) ?? { zh: categoryCode, en: categoryCode };
      return draft(kind, ticket, subject, what, whereOf(places.get(gridCode) ?? gridCode, subject));
    });
    await mail.write(drafts, known.organizations);
  }

  private async whats(
    tickets: readonly Ticket[],
    known: Partial<TicketEmailFacts>,
  ): Promise<Map<string, Bilingual>> {
    const codes = [...new Set(tickets.map((each) => each.categoryCode))];
    const found = known.category ? [known.category] : await this.parts.categories.some(codes);
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
  const note = ABOUT_A_REASON.includes(kind) ? reason : instruction;
  const facts = { caseNumber, ticketNumber: number, what, where, dueAt: dueAt.toISOString(), note };
  return { kind, organizationCode, caseId, ticketId, facts };
}
