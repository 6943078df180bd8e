import type { CloseCriterion } from '../../codes/index.ts';
import type { Ticket, TicketResult } from '../../dispatch/index.ts';

type Criterion = keyof typeof CloseCriterion;

/** The close criteria of a category that the tickets and their results do not meet. docs/domain.md row 44. */
export function unmetCriteria(
  criteria: readonly Criterion[],
  tickets: readonly Ticket[],
  results: readonly TicketResult[],
): Criterion[] {
  const met: Readonly<Record<Criterion, () => boolean>> = {
    RESULTS_COMPLETE: () =>
      tickets.filter(({ state }) => state === 'DONE').every((ticket) => isComplete(ticket, results)),
    RECTIFIED: () => isRectified(tickets, results),
  };
  return criteria.filter((criterion) => !met[criterion]());
}

function isComplete({ id, resultKinds }: Ticket, results: readonly TicketResult[]): boolean {
  const kinds = results.filter(({ ticketId }) => ticketId === id).map(({ kind }) => kind);
  return resultKinds.every((kind) => kinds.includes(kind));
}

/** The lead's last word on the rectification counts. */
function isRectified(tickets: readonly Ticket[], results: readonly TicketResult[]): boolean {
  const lead = tickets.findLast(({ role, state }) => role === 'LEAD' && state === 'DONE');
  const said = results.filter(({ ticketId, kind }) => ticketId === lead?.id && kind === 'RECTIFICATION');
  return said.at(-1)?.facts.isRectified === true;
}
