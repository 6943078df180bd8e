import { describe, expect, test } from '@jest/globals';
import { PUBLIC_ACTOR } from '@ecogrid/identity';
import { GraphContext, groupedByKey, inKeyOrder, type Batch } from './index.ts';

const context = (): GraphContext => new GraphContext(PUBLIC_ACTOR, 'r', undefined as never);

describe('the loaders of a request', () => {
  test('ask once for all keys of a kind, and apart for another request', async () => {
    const asked: Array<readonly string[]> = [];
    const batch: Batch<string, string> = (keys) => {
      asked.push(keys);
      return Promise.resolve(keys.map((key) => key.toUpperCase()));
    };
    const one = context();
    expect(await Promise.all(['a', 'b', 'a'].map((key) => one.load(batch, key)))).toEqual(['A', 'B', 'A']);
    await context().load(batch, 'a');
    expect(asked).toEqual([['a', 'b'], ['a']]);
  });

  test('put rows into the order of the keys, with null where there is none', () => {
    const rows = [{ id: 'b' }, { id: 'a' }];
    expect(inKeyOrder(['a', 'x', 'b'], rows, ({ id }) => id)).toEqual([{ id: 'a' }, null, { id: 'b' }]);
    const owned = [
      { owner: 'a', n: 1 },
      { owner: 'b', n: 2 },
      { owner: 'a', n: 3 },
    ];
    expect(
      groupedByKey(['b', 'a', 'x'], owned, ({ owner }) => owner).map((group) => group.map(({ n }) => n)),
    ).toEqual([[2], [1, 3], []]);
  });
});
