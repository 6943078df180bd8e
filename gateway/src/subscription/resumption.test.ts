import { describe, expect, it } from '@jest/globals';
import { parse, print } from 'graphql';
import type { Markings } from './markings.ts';
import { cursorPath, resumedAfter } from './resumption.ts';

const markings = {
  isResumable: (coordinate: string): boolean => coordinate === 'Subscription.changed',
} as unknown as Markings;
const resumed = (query: string, variables?: Record<string, unknown>): [string, unknown] => {
  const result = resumedAfter('c7', { query, variables }, parse(query), markings);
  return [print(parse(result.query)), result.variables];
};

describe('an operation that is resumed behind a cursor', () => {
  it('has the cursor in the variable that it has for it', () => {
    const query = 'subscription ($from: String) { changed(after: $from) { cursor } }';
    expect(resumed(query, { from: 'c1', n: 1 })).toEqual([print(parse(query)), { from: 'c7', n: 1 }]);
  });

  it.each([
    ['no argument', 'subscription { changed { cursor } }'],
    ['a literal', 'subscription { changed(after: "c1") { cursor } }'],
  ])('has a variable of its own where it has %s', (_what, query) => {
    expect(resumed(query)).toEqual([
      print(parse('subscription ($lastEventId: String) { changed(after: $lastEventId) { cursor } }')),
      { lastEventId: 'c7' },
    ]);
  });

  it('is unchanged where its field cannot be resumed', () => {
    const query = 'subscription { ticked { at } }';
    expect(resumed(query)).toEqual([print(parse(query)), undefined]);
  });
});

describe('the cursor of a result', () => {
  const pathOf = (query: string): readonly string[] | undefined =>
    cursorPath(parse(query), undefined, markings);

  it.each([
    ['by its name', 'subscription { changed { id cursor } }', ['changed', 'cursor']],
    ['by aliases', 'subscription { c: changed { at: cursor } }', ['c', 'at']],
    ['in an inline fragment', 'subscription { changed { ... { cursor } } }', ['changed', 'cursor']],
    [
      'in a fragment',
      'subscription { changed { ...F } } fragment F on Change { id cursor }',
      ['changed', 'cursor'],
    ],
  ])('is found %s', (_how, query, path) => {
    expect(pathOf(query)).toEqual(path);
  });

  it('is not there where the operation does not select it, or its field cannot be resumed', () => {
    expect(pathOf('subscription { changed { id } }')).toBeUndefined();
    expect(pathOf('subscription { ticked { cursor } }')).toBeUndefined();
  });
});
