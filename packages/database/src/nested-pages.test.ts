import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  countingStatements,
  keysetPage,
  nestedPageKey,
  nestedPages,
  type CappedCount,
  type Database,
  type Page,
} from './index.ts';
import { Note, note, openNotes } from './note.fixture.ts';
import { testEngines } from './testing.ts';

const ORDER = { property: 'rank', direction: 'DESC' } as const;

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'pages of many parents at once, on %s',
  (_name, engine) => {
    let database: Database;
    beforeAll(async () => {
      database = await openNotes(await engine.freshUrl());
      // Ranks repeat, so that ties within a parent are ordered by id too.
      const notes = Array.from({ length: 9 }, (_, index) => note('abc'.charAt(index % 3), index >> 1));
      await database.transaction((manager) => manager.insert(Note, notes));
    });
    afterAll(() => database.close());

    const notesOf = (body: string) =>
      database.manager.createQueryBuilder(Note, 'note').where('note.body = :body', { body });
    const together = (...keys: string[]): Promise<Array<Page<Note> | Error>> =>
      nestedPages(database.manager, ORDER, keys, ({ parent }) => notesOf(parent));

    test('are the pages that each parent would get alone, in two statements', async () => {
      const parents = ['a', 'b', 'c', 'absent'];
      const alone = await Promise.all(
        parents.map((parent) => keysetPage(notesOf(parent), ORDER, { first: 2 })),
      );
      const count = { statements: 0 };
      const pages = await countingStatements(count, () =>
        together(...parents.map((parent) => nestedPageKey(parent, { first: 2 }))),
      );
      expect(pages).toMatchObject(alone.map(({ rows, hasNextPage }) => ({ rows, hasNextPage })));
      expect(alone.map(({ rows }) => rows.length)).toEqual([2, 2, 2, 0]);
      expect(count.statements).toBe(2);
    });

    test('go on behind their cursors; a forged cursor spoils its own page only', async () => {
      const first = await keysetPage(notesOf('a'), ORDER, { first: 2 });
      const after = first.cursorOf(first.rows[1] as Note);
      const next = await keysetPage(notesOf('a'), ORDER, { first: 2, after });
      const [good, bad] = await together(
        nestedPageKey('a', { first: 2, after }),
        nestedPageKey('a', { first: 2, after: 'forged' }),
      );
      expect(next.rows).toHaveLength(1);
      expect(good).toMatchObject({ rows: next.rows });
      expect(bad).toMatchObject({ code: 'CURSOR_INVALID' });
    });

    test('of more parents than one statement holds are all there, and so are their counts', async () => {
      const parents = Array.from({ length: 150 }, (_, index) => (index === 149 ? 'c' : `absent ${index}`));
      const pages = await together(...parents.map((parent) => nestedPageKey(parent, { first: 5 })));
      expect(pages).toHaveLength(150);
      expect(pages.at(-1)).toMatchObject({ rows: [{ body: 'c' }, { body: 'c' }, { body: 'c' }] });
      expect(await counted(pages[148], 9)).toEqual({ value: 0, isCapped: false });
      expect(await counted(pages[149], 9)).toEqual({ value: 3, isCapped: false });
    });

    test('are counted in one statement, up to a bound, before and behind the page too', async () => {
      const { cursorOf, rows } = await keysetPage(notesOf('a'), ORDER, { first: 1 });
      const after = cursorOf(rows[0] as Note);
      const count = { statements: 0 };
      const counts = await countingStatements(count, async () => {
        const pages = await together(
          nestedPageKey('a', { first: 1, after }),
          nestedPageKey('b', { first: 9 }),
          nestedPageKey('absent', { first: 1 }),
        );
        return Promise.all(pages.map((page) => counted(page, 3)));
      });
      const three = { value: 3, isCapped: false };
      expect(counts).toEqual([three, three, { value: 0, isCapped: false }]);
      expect(count.statements).toBe(3);
      const alone = await keysetPage(notesOf('a'), ORDER, { first: 1, after });
      expect(await alone.count(3)).toEqual(three);
      expect(await alone.count(2)).toEqual({ value: 2, isCapped: true });
      const [nested] = await together(nestedPageKey('a', { first: 1 }));
      expect(await counted(nested, 2)).toEqual({ value: 2, isCapped: true });
    });
  },
);

function counted(page: Page<Note> | Error | undefined, upTo: number): Promise<CappedCount> {
  return (page as Page<Note>).count(upTo);
}
