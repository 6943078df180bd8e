import type { GridProjection } from '@ecogrid/territory';
import type { Case, CaseRepository } from '../case/index.ts';
import type { CategoryRepository } from '../category/index.ts';
import type { Bilingual, LetterDraft, MailOutbox } from '../mail/index.ts';
import type { Ticket } from './ticket.entity.ts';

interface Parts {
  readonly cases: CaseRepository;
  readonly categories: CategoryRepository;
  readonly grids: GridProjection;
  readonly mail: MailOutbox;
}

/** What organizations are told of their tickets by e-mail, written in the unit of work of the change. Article row 38. */
export class TicketLetters {
  constructor(private readonly parts: Parts) {}

  /** @param tickets of one case: those of its dispatch, or the one that was recalled. */
  async tell(kind: LetterDraft['kind'], tickets: readonly Ticket[]): Promise<void> {
    const [first] = tickets;
    if (!first) return;
    const subject = await this.parts.cases.find(first.caseId);
    if (!subject) throw new Error(`ticket ${first.id} has no case`);
    const [what, where] = await Promise.all([this.whatOf(first), this.whereOf(first, subject)]);
    await this.parts.mail.write(...tickets.map((ticket) => draft(kind, ticket, subject, what, where)));
  }

  private async whatOf({ categoryCode }: Ticket): Promise<Bilingual> {
    const category = await this.parts.categories.find(categoryCode);
    return { zh: category?.nameZh ?? categoryCode, en: category?.nameEn ?? categoryCode };
  }

  private async whereOf({ gridCode }: Ticket, { objectName, longitude, latitude }: Case): Promise<string> {
    const grid = await this.parts.grids.byCode(gridCode);
    const point = longitude === null || latitude === null ? null : `(${longitude}, ${latitude})`;
    return [grid?.name ?? gridCode, objectName, point].filter(Boolean).join(' · ');
  }
}

function draft(
  kind: LetterDraft['kind'],
  { id: ticketId, caseId, number, organizationCode, dueAt, instruction, reason }: Ticket,
  { number: caseNumber }: Case,
  what: Bilingual,
  where: string,
): LetterDraft {
  const note = kind === 'TICKET_RECALLED' ? reason : instruction;
  const facts = { caseNumber, ticketNumber: number, what, where, dueAt: dueAt.toISOString(), note };
  return { kind, organizationCode, caseId, ticketId, facts };
}
