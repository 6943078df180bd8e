import { newId } from '@ecogrid/database';
import { shanghaiDay } from '@ecogrid/service';
import type { Case } from '../../case/index.ts';
import type { LookBack } from './look-back.entity.ts';

const DAY_MS = 86_400_000;

/** The day on which a case closed at a moment is looked back at; null when its category asks for none. */
export function lookBackDay(closedAt: Date, days: number | null): string | null {
  return days === null ? null : shanghaiDay(new Date(closedAt.getTime() + days * DAY_MS));
}

/** The look-back that a closed case is due for, if any. */
export function scheduledLookBack({ id: caseId, gridCode, lookBackDueOn: dueOn }: Case): LookBack | null {
  if (dueOn === null || gridCode === null) return null;
  const open = { note: null, recordedBy: null, recordedAt: null };
  return { id: newId(), caseId, gridCode, dueOn, state: 'DUE', ...open };
}
