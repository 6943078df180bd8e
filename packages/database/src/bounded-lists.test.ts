import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { boundedLists, countingStatements, type Database } from './index.ts';
import { Note, note, openNotes } from './note.fixture.ts';
import { testEngines } from './testing.ts';

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'lists with a maximum, on %s',
  (_name, engine) => {
    let database: Database;
    beforeAll(async () => {
      database = await openNotes(await engine.freshUrl());
      const notes = Array.from({ length: 9 }, (_, index) => note('abc'.charAt(index % 3), 9 - index));
      await database.transaction((manager) => manager.insert(Note, notes));
    });
    afterAll(() => database.close());

    const ranks = async (keys: string[], most: number, keeps: 'FIRST' | 'LAST'): Promise<number[][]> => {
      const list = { of: 'body', by: ['rank', 'id'], most, keeps } as const;
      const lists = await boundedLists(database.manager, Note, keys, list);
      return lists.map((own) => own.map(({ rank }) => rank));
    };

    test('are the first rows of each thing, or the last ones, in their order and in one statement', async () => {
      const count = { statements: 0 };
      const first = await countingStatements(count, () => ranks(['b', 'absent', 'a'], 2, 'FIRST'));
      expect(first).toEqual([[2, 5], [], [3, 6]]);
      expect(count.statements).toBe(1);
      expect(await ranks(['a', 'c'], 2, 'LAST')).toEqual([
        [6, 9],
        [4, 7],
      ]);
    });

    test('hold rows that a condition lets through, and count no others', async () => {
      const lists = await boundedLists(database.manager, Note, ['a', 'b'], {
        of: 'body',
        by: ['rank'],
        most: 2,
        keeps: 'LAST',
        where: { text: 'item.rank < ?', values: [7] },
      });
      expect(lists.map((own) => own.map(({ rank }) => rank))).toEqual([
        [3, 6],
        [2, 5],
      ]);
    });

    test('of more things than one statement holds are all there, as whole rows of their class', async () => {
      const keys = Array.from({ length: 150 }, (_, index) => (index === 149 ? 'c' : `absent ${index}`));
      const lists = await boundedLists(database.manager, Note, keys, {
        of: 'body',
        by: ['id'],
        most: 1,
        keeps: 'LAST',
      });
      expect(lists).toHaveLength(150);
      const [row] = lists.at(-1) ?? [];
      expect(row).toBeInstanceOf(Note);
      expect(row).toEqual(await database.manager.findOneByOrFail(Note, { id: row?.id ?? '' }));
    });
  },
);
