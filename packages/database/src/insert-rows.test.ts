import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countingStatements, insertRows, type Database } from './index.ts';
import { Note, note, openNotes } from './note.fixture.ts';
import { testEngines } from './testing.ts';

describe.each(testEngines())('rows that are inserted by the thousand, on $name', (engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openNotes(await engine.freshUrl());
  });
  afterAll(() => database.close());

  test('have the values that TypeORM would have stored', async () => {
    const whole = { ...note("it's \\ a `?`"), tags: ['a', "b'?"], extra: { a: 2 } };
    const bare = { ...note('bare'), isDone: false, weight: null, extra: null, tags: [] };
    await database.transaction((manager) => insertRows(manager, Note, [whole, bare]));
    for (const row of [whole, bare])
      expect(await database.manager.findOneByOrFail(Note, { id: row.id })).toEqual(row);
  });

  test('are refused where their column refuses the value, and nothing is stored', async () => {
    const [before, good, bad] = [await database.manager.count(Note), note('good'), note('bad')];
    const insert = (...rows: Note[]): Promise<void> =>
      database.transaction((manager) => insertRows(manager, Note, rows));
    await expect(insert(good, { ...bad, tags: ['a', 'b', 'c'] })).rejects.toThrow('a list of 3 items');
    await expect(insert(good, { ...bad, id: good.id })).rejects.toMatchObject({
      code: expect.stringMatching(/^(SQLITE_CONSTRAINT.*|ER_DUP_ENTRY)$/) as unknown,
    });
    expect(await database.manager.count(Note)).toBe(before);
  });

  test('of more values than one statement binds are all there', async () => {
    const before = await database.manager.count(Note);
    const rows = Array.from({ length: 9_000 }, (_, rank) => note('many', rank));
    const count = { statements: 0 };
    await database.transaction((manager) => countingStatements(count, () => insertRows(manager, Note, rows)));
    expect(count.statements).toBe(3);
    expect(await database.manager.count(Note)).toBe(before + rows.length);
    await database.transaction((manager) => insertRows(manager, Note, []));
  });
});
