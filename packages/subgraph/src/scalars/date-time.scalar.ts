import { isDay } from './day.scalar.ts';
import { stringScalar } from './scalar.ts';

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function instantOf(text: string): Date | undefined {
  const [, day = ''] = DATE_TIME.exec(text) ?? [];
  return isDay(day) ? new Date(text) : undefined;
}

/** The graph's `DateTime`; a `Date` in our own code. */
export const DateTime = stringScalar<Date>(
  {
    name: 'DateTime',
    description:
      'An instant (时刻) as RFC 3339 writes it, such as 2026-05-04T08:30:00.000Z. Answers are in UTC with milliseconds; inputs may have another offset, and fractions of a millisecond are cut off.',
    problem: 'isDateTime',
  },
  instantOf,
  (value) => value.toISOString(),
);
