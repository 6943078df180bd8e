/** A rest is made up to this share longer, so that e-mails that failed together do not come back together. */
const JITTER = 0.2;

/**
 * When the next attempt is due.
 * @param attempts how many there were.
 * @param chance from 0 to 1.
 * @returns null when there is none: the e-mail is dead.
 */
export function nextAttemptAt(
  now: Date,
  attempts: number,
  retryAfterMs: readonly number[],
  chance: number,
): Date | null {
  const rest = retryAfterMs[attempts - 1];
  return rest === undefined ? null : new Date(now.getTime() + rest * (1 + JITTER * chance));
}
