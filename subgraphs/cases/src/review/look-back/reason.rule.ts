import { EcoGridError } from '@ecogrid/errors';
import { caseWorkflow } from '../../case/index.ts';
import type { LookBackOutcome } from './look-back.vocabulary.ts';

/**
 * The refusal of a look-back without a reason; null when it needs none. A failure needs a reason, and so does a
 * look-back before its day: the interval of the category shows whether the rectification lasts. Days are `YYYY-MM-DD`,
 * Asia/Shanghai.
 */
export function reasonMissing(
  outcome: keyof typeof LookBackOutcome,
  dueOn: string,
  today: string,
): EcoGridError | null {
  const action = caseWorkflow.actions.recordLookBack;
  if (outcome === 'FAILED') return new EcoGridError('GUARD_FAILED', { action, guard: 'reasonGiven' });
  if (today >= dueOn) return null;
  return new EcoGridError('GUARD_FAILED', { action, guard: 'notBeforeItsDay', dueOn });
}
