import type { Case } from '../../case/index.ts';
import type { Ticket } from '../../dispatch/index.ts';

/** The tickets issued since the case was last reopened: those of before were settled when it was closed. */
export function ofPresentRound(
  { reopenedAt }: Pick<Case, 'reopenedAt'>,
  tickets: readonly Ticket[],
): Ticket[] {
  return tickets.filter(({ issuedAt }) => reopenedAt === null || issuedAt >= reopenedAt);
}
