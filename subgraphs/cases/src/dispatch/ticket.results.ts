import { newId } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { personOf, type Actor } from '@ecogrid/identity';
import type { ResultFacts, TicketResult } from './ticket-result.entity.ts';
import type { Ticket } from './ticket.entity.ts';
import type { SubmitTicketResultInput } from './ticket.input.ts';

type Given = Pick<TicketResult, 'kind' | 'text'> & { readonly facts: ResultFacts };

/** The results an answer holds. @throws EcoGridError GUARD_FAILED when one that the category demands is missing. */
export function resultsOf(
  actor: Actor,
  ticket: Ticket,
  input: SubmitTicketResultInput,
  at: Date,
): TicketResult[] {
  const given = [...enforcement(input), ...verification(input), ...rectification(input)];
  const missing = ticket.resultKinds.filter((kind) => !given.some((each) => each.kind === kind));
  if (missing.length > 0) {
    const reason = `results of these kinds are missing: ${missing.join(', ')}`;
    throw new EcoGridError('GUARD_FAILED', {
      action: 'submitResult',
      guard: 'resultsComplete',
      reason,
      missing,
    });
  }
  const made = {
    ticketId: ticket.id,
    round: ticket.reworkCount,
    submittedBy: personOf(actor),
    submittedAt: at,
  };
  return given.map((each) => ({ id: newId(), ...made, ...each }));
}

function enforcement({ enforcement: given }: SubmitTicketResultInput): Given[] {
  if (!given) return [];
  const { text, isViolationFound, documentNumber = null, penaltyYuan = null } = given;
  return [{ kind: 'ENFORCEMENT', text, facts: { isViolationFound, documentNumber, penaltyYuan } }];
}

function verification({ verification: given }: SubmitTicketResultInput): Given[] {
  return given ? [{ kind: 'VERIFICATION', text: given.text, facts: { isTrue: given.isTrue } }] : [];
}

function rectification({ rectification: given }: SubmitTicketResultInput): Given[] {
  if (!given) return [];
  const { text, isRectified, rectifiedOn = null } = given;
  return [{ kind: 'RECTIFICATION', text, facts: { isRectified, rectifiedOn } }];
}
