import { describe, expect, test } from '@jest/globals';
import { EcoGridError } from '@ecogrid/errors';
import { boundedErrors } from './bounded-errors.ts';

describe('an error answer', () => {
  const error = (quote: string): EcoGridError =>
    new EcoGridError('OPERATION_INVALID', { reason: 'REJECTED', quote });

  test('has at most twenty errors and 64 kB, for any input', () => {
    const errors = boundedErrors(Array(1_000).fill(error('错'.repeat(1_000_000))));
    expect(errors).toHaveLength(20);
    expect(Buffer.byteLength(JSON.stringify({ errors }))).toBeLessThan(64_000);
    expect(errors[0]?.extensions).toMatchObject({
      code: 'OPERATION_INVALID',
      messages: { zh: expect.stringMatching(/…$/) },
    });
  });

  test.each([0, 1])('is cut between characters, also behind %d others', (before) => {
    const message = `${'a'.repeat(before)}${'𠮷'.repeat(5_000)}`;
    expect(boundedErrors([{ message }])[0]?.message).not.toMatch(/\p{Cs}/u);
  });

  test('is left as it is when it is short', () => {
    const { message, extensions } = error('no such field');
    const errors = [{ message, extensions, path: ['a', 0] }];
    expect(boundedErrors(errors)).toEqual(errors);
  });
});
