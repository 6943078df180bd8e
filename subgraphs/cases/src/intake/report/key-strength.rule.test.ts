import { describe, expect, test } from '@jest/globals';
import { mayBeUnguessable } from './key-strength.rule.ts';

describe('the idempotency key of an anonymous caller', () => {
  test.each([
    ['22 characters of base64url', 'q83vEjRWeJq83vEjRWeJqg', true],
    ['one fewer', 'q83vEjRWeJq83vEjRWeJq', false],
    ['32 hexadecimal digits', '9f86d081884c7d659a2feaa0c55ad015', true],
    ['one fewer', '9f86d081884c7d659a2feaa0c55ad01', false],
    ['39 decimal digits', '314159265358979323846264338327950288419', true],
    ['one fewer', '31415926535897932384626433832795028841', false],
    ['a random UUID', '3b241101-e2bb-4255-8caf-4136c566a962', true],
    ['a time-based UUID', '017f22e2-79b0-7cc3-98c4-dc0c0c07398f', false],
    ['a UUID of zeros', '00000000-0000-4000-8000-000000000000', false],
    ['one repeated letter', 'a'.repeat(64), false],
    ['a few repeated letters', 'abcdefg'.repeat(8), false],
  ])('%s: %s', (_name, key, isGood) => {
    expect(mayBeUnguessable(key)).toBe(isGood);
  });
});
