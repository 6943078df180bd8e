import { stringScalar } from './scalar.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text is a day of the calendar, from year 1 on, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!DAY.test(text) || text < '0001-01-01') return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** The graph's `Date`; a string in our own code. */
export const Day = stringScalar<string>(
  {
    name: 'Date',
    description: 'A day of the calendar (日期), YYYY-MM-DD, in the time zone Asia/Shanghai.',
    problem: 'isDay',
  },
  (text) => (isDay(text) ? text : undefined),
  String,
);
