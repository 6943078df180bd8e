import { describe, expect, test } from '@jest/globals';
import type { SubmitTicketResultInput } from './ticket.input.ts';
import { requireSensibleDay } from './ticket.results.ts';

/** 09:00 of 4 March and 00:30 of 6 March in Shanghai. */
const OBSERVED = new Date('2026-03-04T01:00:00.000Z');
const NOW = new Date('2026-03-05T16:30:00.000Z');

function problemOf(rectifiedOn: string | undefined, observedAt: Date | null = OBSERVED): string | null {
  const input = {
    rectification: { text: '已整改', isRectified: true, rectifiedOn },
  } as SubmitTicketResultInput;
  try {
    requireSensibleDay(input, observedAt, NOW);
    return null;
  } catch (error) {
    const { extensions } = error as { extensions: { details: { problems: [{ problem: string }] } } };
    return extensions.details.problems[0].problem;
  }
}

describe('the day of a rectification', () => {
  test.each([
    ['the day of the report', '2026-03-04', null],
    ['today in the district', '2026-03-06', null],
    ['no day', undefined, null],
    // F15: all of them were taken.
    ['tomorrow', '2026-03-07', 'inTheFuture'],
    ['the next year', '2027-12-31', 'inTheFuture'],
    ['the day before the report', '2026-03-03', 'beforeReport'],
    ['years before the report', '2020-01-01', 'beforeReport'],
  ])('is %s: %s', (_what, day, problem) => {
    expect(problemOf(day)).toBe(problem);
  });
});
