import { describe, expect, test } from '@jest/globals';
import { Note, note, openNotes } from './note.fixture.ts';
import { testEngines } from './testing.ts';

describe.each(testEngines())('a list in a JSON column on $name', (engine) => {
  test('is written up to its maximum, and a longer one is not', async () => {
    const database = await openNotes(await engine.freshUrl());
    try {
      const kept = { ...note('kept'), tags: ['one', 'two'] };
      const insert = (row: Note) => database.transaction((manager) => manager.insert(Note, row));
      await insert(kept);
      expect((await database.manager.findOneByOrFail(Note, { id: kept.id })).tags).toEqual(kept.tags);
      const longer = { ...note('longer'), tags: ['one', 'two', 'three'] };
      await expect(insert(longer)).rejects.toThrow('3 items in a column for 2');
      const { tags } = longer;
      const update = database.transaction((manager) => manager.update(Note, { id: kept.id }, { tags }));
      await expect(update).rejects.toThrow('column for 2');
      expect(await database.manager.find(Note)).toMatchObject([kept]);
    } finally {
      await database.close();
    }
  });
});
