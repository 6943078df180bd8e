import { describe, expect, test } from '@jest/globals';
import { GroupCommit } from './group-commit.ts';

describe('a group commit', () => {
  test('writes items that arrive during a write as the next group, in order', async () => {
    const groups: number[][] = [];
    const commits = new GroupCommit<number>(async (items) => {
      groups.push([...items]);
      if (groups.length === 1) void Promise.all([4, 5].map((item) => commits.add(item)));
      await Promise.resolve();
    });
    await Promise.all([1, 2, 3].map((item) => commits.add(item)));
    await commits.add(6);
    expect(groups[0]).toEqual([1, 2, 3]);
    expect(groups.flat()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(groups.length).toBeLessThanOrEqual(3);
  });

  test('has no more items in a group than the maximum', async () => {
    const sizes: number[] = [];
    const commits = new GroupCommit<number>((items) => Promise.resolve(void sizes.push(items.length)), 2);
    await Promise.all([1, 2, 3, 4, 5].map((item) => commits.add(item)));
    expect(sizes).toEqual([2, 2, 1]);
  });

  test('an item that cannot be written fails alone', async () => {
    const written: number[] = [];
    const commits = new GroupCommit<number>((items) => {
      if (items.includes(2)) return Promise.reject(new Error('bad'));
      written.push(...items);
      return Promise.resolve();
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map((item) => commits.add(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(written).toEqual([1, 3]);
  });

  test('costs few transactions more for an item that cannot be written', async () => {
    let transactions = 0;
    const commits = new GroupCommit<number>((items) => {
      transactions += 1;
      return items.includes(77) ? Promise.reject(new Error('bad')) : Promise.resolve();
    });
    const items = Array.from({ length: 128 }, (_, item) => commits.add(item));
    const outcomes = await Promise.allSettled(items);
    expect(outcomes.flatMap(({ status }, item) => (status === 'rejected' ? [item] : []))).toEqual([77]);
    // A group of 128 and its halves, down to the one item.
    expect(transactions).toBe(1 + 2 * 7);
  });
});
