import { vocabulary } from '../vocabulary/index.ts';

export const TicketRole = vocabulary('TicketRole', 'The part of an organization in a case (主办/协办).', {
  LEAD: 'Answers for the handling (主办).',
  ASSISTING: 'Assists (协办).',
});
