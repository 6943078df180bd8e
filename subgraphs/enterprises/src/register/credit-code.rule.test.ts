import { describe, expect, test } from '@jest/globals';
import { enterprises } from '@ecogrid/seed-district';
import { hasCheckDigit, isCreditCode } from './credit-code.rule.ts';

describe('a credit code', () => {
  test.each([
    ['91350200MA2YJ1XR9G', true, true],
    ['91350100M0001TGQXM', true, false],
    ['91350200MA2YJ1XR9H', true, false],
    ['91350200MA2YJ1XR9', false, false],
    ['91350200MA2YJ1XI9G', false, false],
  ])('%s: of the form %s, with its check digit %s', (code, isOfForm, isChecked) => {
    expect([isCreditCode(code), isOfForm && hasCheckDigit(code)]).toEqual([isOfForm, isChecked]);
  });

  test('of the seed is right, but for the one that was accepted all the same', () => {
    const failing = enterprises.filter(({ creditCode }) => !hasCheckDigit(creditCode));
    expect(failing.map(({ creditCodeOverride }) => creditCodeOverride)).toEqual([expect.anything()]);
  });
});
