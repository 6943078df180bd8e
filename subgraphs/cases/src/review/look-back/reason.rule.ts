import { EcoGridError } from '@ecogrid/errors';
import type { LookBackOutcome } from './look-back.vocabulary.ts';

/**
 * Why a look-back that gives no reason is refused; null when it needs none. A failure needs one, and so does one before
 * its day: the time that the category gives is what shows whether something lasts. Days are `YYYY-MM-DD`, Asia/Shanghai.
 */
export function reasonMissing(
  outcome: keyof typeof LookBackOutcome,
  dueOn: string,
  today: string,
): EcoGridError | null {
  if (outcome === 'FAILED') return refused('reasonGiven', 'a failure needs its reason');
  if (today >= dueOn) return null;
  return refused('notBeforeItsDay', `it is due on ${dueOn}; one before its day needs its reason`);
}

function refused(guard: string, reason: string): EcoGridError {
  return new EcoGridError('GUARD_FAILED', { action: 'recordLookBack', guard, reason });
}
