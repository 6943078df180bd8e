import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  countingStatements,
  listingCount,
  listingCounts,
  listingPage,
  listingPages,
  type Database,
  type Listing,
} from './index.ts';
import { Note, note, openNotes } from './note.fixture.ts';
import { testEngines } from './testing.ts';

const listingOf = (bodies: readonly string[], where?: string): Listing<Note> => ({
  entity: Note,
  order: { property: 'rank', direction: 'DESC' },
  runs: bodies.map((body) => ({
    table: 'note',
    index: 'PRIMARY',
    sorted: 'rank',
    id: 'id',
    equal: { body },
  })),
  ...(where && { where: { text: where, values: [2] } }),
});

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'many listings at once, on %s',
  (_name, engine) => {
    let database: Database;
    beforeAll(async () => {
      database = await openNotes(await engine.freshUrl());
      // Ranks repeat, so that ties are ordered by id too.
      const notes = Array.from({ length: 12 }, (_, index) => note('abc'.charAt(index % 3), index >> 1));
      const many = Array.from({ length: 300 }, () => note('many', 1));
      await database.transaction((manager) => manager.insert(Note, [...notes, ...many, note('many', 0)]));
    });
    afterAll(() => database.close());

    const listings = (): Array<Listing<Note>> => [
      listingOf(['a']),
      listingOf(['b', 'c']),
      listingOf(['a', 'b'], 'item.rank >= ?'),
      listingOf(['absent']),
      listingOf([]),
    ];

    test('are the pages and counts that each would get alone, in two statements and in one', async () => {
      const { manager } = database;
      const pages = { statements: 0 };
      const found = await countingStatements(pages, () =>
        listingPages(
          manager,
          listings().map((listing) => ({ listing, first: 3 })),
        ),
      );
      const alone = await Promise.all(listings().map((each) => listingPage(manager, each, { first: 3 })));
      expect(found).toMatchObject(alone.map(({ rows, hasNextPage }) => ({ rows, hasNextPage })));
      expect(alone.map(({ rows }) => rows.length)).toEqual([3, 3, 3, 0, 0]);
      expect(pages.statements).toBe(2);
      const counts = { statements: 0 };
      const counted = await countingStatements(counts, () =>
        listingCounts(
          manager,
          listings().map((listing) => ({ listing, upTo: 7 })),
        ),
      );
      expect(counted.map(({ value }) => value)).toEqual([4, 7, 5, 0, 0]);
      expect(counted.map(({ isCapped }) => isCapped)).toEqual([false, true, false, false, false]);
      expect(counted[1]).toEqual(await listingCount(manager, listingOf(['b', 'c']), 7));
      expect(counts.statements).toBe(1);
    });

    test('go on behind their cursors to the end; a forged cursor spoils its own page only', async () => {
      const { manager } = database;
      const listing = listingOf(['b', 'c']);
      const seen: string[] = [];
      let after: string | undefined;
      for (let round = 0; round < 5; round += 1) {
        const [page, bad] = await listingPages(manager, [
          { listing, first: 3, after },
          { listing, first: 3, after: 'forged' },
        ]);
        if (!page || page instanceof Error) throw new Error('the page of a good cursor is an error');
        expect(bad).toMatchObject({ code: 'CURSOR_INVALID' });
        seen.push(...page.rows.map(({ id }) => id));
        const last = page.rows.at(-1);
        if (!page.hasNextPage || !last) break;
        after = page.cursorOf(last);
      }
      const all = await listingPage(manager, listing, { first: 100 });
      expect(seen).toEqual(all.rows.map(({ id }) => id));
    });

    test('look at a bounded number of rows, and return the cursor of the next page', async () => {
      const { manager } = database;
      const listing = listingOf(['many'], 'item.rank < ? AND item.rank = 0');
      const [page] = await listingPages(manager, [{ listing, first: 5 }]);
      expect(page).toMatchObject({ rows: [], hasNextPage: true });
      const after = (page as { endCursor?: string }).endCursor;
      const [next] = await listingPages(manager, [{ listing, first: 5, after }]);
      expect(next).toMatchObject({ rows: [{ rank: 0 }], hasNextPage: false });
    });
  },
);
