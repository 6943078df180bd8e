import { describe, expect, test } from '@jest/globals';
import { compileExpression } from './expression.ts';
import { factsOf, type Facts } from './fact.schema.ts';

const refusal = (text: string, wanted: 'bool' | 'int' = 'bool'): string => {
  try {
    compileExpression('CheckFailed', text, wanted);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

const failed = (change: object = {}): Facts =>
  factsOf('CheckFailed', {
    caseId: 'c',
    ticketId: 't',
    organizationCode: 'o',
    channel: 'SUPERIOR',
    gridCode: 'g',
    reason: '',
    count: 3,
    ...change,
  });

describe('an expression of a rule', () => {
  test.each([
    ['a syntax error', 'event.count >=', 'Unexpected token: EOF'],
    ['nothing at all', '', 'Unexpected token: EOF'],
    ['an unknown identifier', 'ticket.count > 1', 'Unknown variable: ticket'],
    ['a field that the topic lacks', 'event.isOnTime', 'No such key: isOnTime'],
    ['types that do not fit', 'event.count == "3"', 'no such overload: int == string'],
    ['an answer of the wrong type', 'event.count', 'must give bool, and gives int'],
    ['the whole event', '[event].size() == 1', 'event must be used as event.<field>'],
    ['a call of an unknown function', 'process.exit()', 'Unknown variable: process'],
  ])('is refused for %s', (_what, text, reason) => {
    expect(refusal(text)).toContain(reason);
  });

  test('refuses a multiplier that is not a whole number', () => {
    expect(refusal('1.5', 'int')).toBe('must give int, and gives double');
    expect(refusal('event.channel == "SUPERIOR" ? 2 : 1', 'int')).toBe('accepted');
  });

  test('refuses one that is too large to be a rule', () => {
    const long = Array.from({ length: 200 }, () => 'event.count == 1').join(' || ');
    expect(refusal(long)).toContain('Exceeded');
  });

  test.each([
    [2, false],
    [3, true],
    [4, true],
  ])('compares whole numbers: %i failed checks are three or more: %s', (count, expected) => {
    expect(compileExpression('CheckFailed', 'event.count >= 3', 'bool').evaluate(failed({ count }))).toBe(
      expected,
    );
  });

  test('lists the fields that it reads', () => {
    const { fields } = compileExpression(
      'CheckFailed',
      'event.count > 1 && (event.channel in ["VIDEO"])',
      'bool',
    );
    expect(fields).toEqual(['channel', 'count']);
  });
});

describe('a fact', () => {
  test('keeps only fields of its schema, and null where one may be absent', () => {
    const payload = {
      caseId: 'c',
      categoryCode: 'k',
      channel: 'PUBLIC',
      gridCode: 'g',
      number: 'n',
      isOnTime: true,
      isRefiled: false,
    };
    expect(factsOf('CaseFiled', { ...payload, phone: '1' })).toEqual({
      ...payload,
      supervisedObjectId: null,
      reporterId: null,
    });
  });

  test.each([
    [{ count: 1.5 }, 'CheckFailed.count must be int, and is double'],
    [{ count: '3' }, 'CheckFailed.count must be int, and is string'],
    [{ channel: undefined }, 'CheckFailed.channel must be string, and is null'],
  ])('is refused by name: %j', (change, reason) => {
    expect(() => failed(change)).toThrow(reason);
  });
});
