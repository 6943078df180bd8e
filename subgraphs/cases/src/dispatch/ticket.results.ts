import { newId } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay } from '@ecogrid/service';
import type { Attachment } from '../evidence/index.ts';
import type { ResultFacts, TicketResult } from './ticket-result.entity.ts';
import type { Ticket } from './ticket.entity.ts';
import type { SubmitTicketResultInput } from './ticket.input.ts';
import { ticketWorkflow } from '../ticket/index.ts';

const SUBMIT_RESULT = ticketWorkflow.actions.submitResult;

type Given = Pick<TicketResult, 'kind' | 'text'> & {
  readonly facts: ResultFacts;
  readonly photoIds?: readonly string[] | undefined;
};

/** A result that is about to be kept, and the photos that it names. */
export interface Answer {
  readonly result: TicketResult;
  readonly photoIds: readonly string[];
}

/** The results an answer holds. @throws EcoGridError GUARD_FAILED when one that the category demands is missing. */
export function resultsOf(actor: Actor, ticket: Ticket, input: SubmitTicketResultInput, at: Date): Answer[] {
  const given = [...enforcement(input), ...verification(input), ...rectification(input)];
  const missing = ticket.resultKinds.filter((kind) => !given.some((each) => each.kind === kind));
  if (missing.length > 0) {
    throw new EcoGridError('GUARD_FAILED', {
      action: SUBMIT_RESULT,
      guard: 'resultsComplete',
      missing,
    });
  }
  const made = {
    ticketId: ticket.id,
    round: ticket.reworkCount,
    submittedBy: personOf(actor),
    submittedAt: at,
  };
  return given.map(({ photoIds = [], ...each }) => ({ result: { id: newId(), ...made, ...each }, photoIds }));
}

/** The photos that an answer names, in the order of its results. */
export function photoIdsOf({
  enforcement: one,
  verification: other,
  rectification: last,
}: SubmitTicketResultInput): string[] {
  return [one, other, last].flatMap((given) => given?.photoIds ?? []);
}

/** @throws EcoGridError INPUT_INVALID for a rectification before the report or in the future. */
export function requireSensibleDay(
  { rectification }: SubmitTicketResultInput,
  observedAt: Date | null,
  now: Date,
): void {
  const day = rectification?.rectifiedOn;
  if (day === undefined) return;
  const path = 'input.rectification.rectifiedOn';
  const first = observedAt && shanghaiDay(observedAt);
  if (day > shanghaiDay(now))
    throw new EcoGridError('INPUT_INVALID', { problems: [{ path, problem: 'inTheFuture' }] });
  if (first && day < first)
    throw new EcoGridError('INPUT_INVALID', { problems: [{ path, problem: 'beforeReport', day: first }] });
}

/** @throws EcoGridError GUARD_FAILED when the category demands a photo of afterwards and there is none. */
export function requirePhotoAfter({ needsPhotoAfter }: Ticket, photos: readonly Attachment[]): void {
  if (!needsPhotoAfter || photos.some(({ moment }) => moment === 'AFTER')) return;
  throw new EcoGridError('GUARD_FAILED', { action: SUBMIT_RESULT, guard: 'photoAfter' });
}

function enforcement({ enforcement: given }: SubmitTicketResultInput): Given[] {
  if (!given) return [];
  const { text, isViolationFound, documentNumber = null, penaltyYuan = null, photoIds } = given;
  return [{ kind: 'ENFORCEMENT', text, facts: { isViolationFound, documentNumber, penaltyYuan }, photoIds }];
}

function verification({ verification: given }: SubmitTicketResultInput): Given[] {
  if (!given) return [];
  const { text, isTrue, photoIds } = given;
  return [{ kind: 'VERIFICATION', text, facts: { isTrue }, photoIds }];
}

function rectification({ rectification: given }: SubmitTicketResultInput): Given[] {
  if (!given) return [];
  const { text, isRectified, rectifiedOn = null, photoIds } = given;
  return [{ kind: 'RECTIFICATION', text, facts: { isRectified, rectifiedOn }, photoIds }];
}
