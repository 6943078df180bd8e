import { afterEach, describe, expect, test } from '@jest/globals';
import { ConfigurationError } from '@ecogrid/service';
import { Database, IdempotencyRecord, keysetPage, once, type DatabaseModel } from './index.ts';
import { Note, note, openNotes, turns } from './note.fixture.ts';
import { testEngines } from './testing.ts';

/** A promise and the means to keep it, to hold a transaction open at a chosen point. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'a database on %s',
  (_name, engine) => {
    let database: Database;
    const open = async (): Promise<Database> => {
      return (database = await openNotes(await engine.freshUrl()));
    };
    afterEach(() => database.close());
    const bodies = async (): Promise<string[]> =>
      (await database.manager.find(Note, { order: { body: 'ASC' } })).map(({ body }) => body);

    test('has after its migrations the schema that the entities describe', async () => {
      await open();
      expect(await database.drift()).toEqual([]);
    });

    test('reads back the stored row, to the millisecond', async () => {
      await open();
      const stored = note('水');
      await database.transaction((manager) => manager.insert(Note, { ...stored }));
      expect(await database.manager.findOneByOrFail(Note, { id: stored.id })).toEqual(stored);
    });

    test('keeps the commits of others when a concurrent transaction rolls back', async () => {
      await open();
      const others = gate();
      const failing = database.transaction(async (manager) => {
        await manager.insert(Note, note('A'));
        // With one writer the others have to wait for the end of this one.
        await (database.engine === 'sqlite' ? Promise.race([others.opened, turns()]) : others.opened);
        throw new Error('A fails');
      });
      const second = database.transaction((manager) => manager.insert(Note, note('B'))).then(others.open);
      const third = database.transaction((manager) => manager.insert(Note, note('C')));
      await expect(failing).rejects.toThrow('A fails');
      await Promise.all([second, third]);
      expect(await bodies()).toEqual(['B', 'C']);
    });

    test('shows to a reader nothing that is not committed', async () => {
      await open();
      const written = gate();
      const seen = gate();
      const writing = database.transaction(async (manager) => {
        await manager.insert(Note, note('A'));
        written.open();
        await seen.opened;
      });
      await written.opened;
      expect(await bodies()).toEqual([]);
      seen.open();
      await writing;
      expect(await bodies()).toEqual(['A']);
    });

    test('joins nested units of work into one that fails whole', async () => {
      await open();
      const work = database.transaction(async (manager) => {
        await manager.insert(Note, note('outer'));
        await database.transaction((inner) => inner.insert(Note, note('inner')));
        throw new Error('late');
      });
      await expect(work).rejects.toThrow('late');
      expect(await bodies()).toEqual([]);
    });

    test('runs effects after the commit, and none after a rollback', async () => {
      await open();
      const effects: string[] = [];
      await database.transaction(async () => void database.afterCommit(() => effects.push('kept')));
      const failing = database.transaction(async () => {
        database.afterCommit(() => effects.push('lost'));
        await Promise.reject(new Error('no'));
      });
      await expect(failing).rejects.toThrow('no');
      expect(effects).toEqual(['kept']);
    });

    test('does the work once for each idempotency key and refuses the key with another body', async () => {
      await open();
      let runs = 0;
      const attempt = (body: object): Promise<string> =>
        database.transaction((manager) =>
          once(manager, { owner: 'o', key: 'k', operation: 'op', body, at: new Date() }, () => {
            runs += 1;
            return Promise.resolve(`result-${runs}`);
          }),
        );
      expect(await attempt({ a: 1, b: 2 })).toBe('result-1');
      expect(await attempt({ b: 2, a: 1 })).toBe('result-1');
      await expect(attempt({ a: 2 })).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
      expect(runs).toBe(1);
    });

    test('pages through equal sort values without a gap or a repeat, in both directions', async () => {
      await open();
      const notes = Array.from({ length: 23 }, (_, index) => note(`n${index}`, index % 3));
      await database.transaction((manager) =>
        manager.insert(
          Note,
          notes.map((each) => ({ ...each })),
        ),
      );
      for (const direction of ['ASC', 'DESC'] as const) {
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const query = database.manager.createQueryBuilder(Note, 'note');
          const page = await keysetPage(query, { property: 'rank', direction }, { first: 5, after });
          seen.push(...page.rows.map(({ id }) => id));
          after = page.hasNextPage ? page.cursorOf(page.rows[4] as Note) : undefined;
        } while (after);
        expect(new Set(seen).size).toBe(23);
        expect(seen).toHaveLength(23);
      }
    });

    test('refuses a page cursor that was altered', async () => {
      await open();
      const query = database.manager.createQueryBuilder(Note, 'note');
      const page = keysetPage(
        query,
        { property: 'rank', direction: 'ASC' },
        { first: 5, after: 'bm9uc2Vuc2U' },
      );
      await expect(page).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
    });

    test.each([
      ['of another order', ['id', 1, 0, 'x']],
      ['with a text in place of a number', ['rank', 'abc', 0, 'x']],
      ['with a moment in place of a number', ['rank', 1, 1, 'x']],
      ['with a number out of range', ['rank', '1e999', 0, 'x']],
      ['with a list in place of an id', ['rank', 1, 0, ['x']]],
      ['with an id of any length', ['rank', 1, 0, 'x'.repeat(5_000)]],
      ['without an id', ['rank', 1, 0]],
    ])('refuses a forged page cursor %s', async (_how, parts) => {
      await open();
      const query = database.manager.createQueryBuilder(Note, 'note');
      const after = Buffer.from(JSON.stringify(parts)).toString('base64url');
      const page = keysetPage(query, { property: 'rank', direction: 'ASC' }, { first: 5, after });
      await expect(page).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
    });
  },
);

describe.each(testEngines())('a database of another baseline on $name', (engine) => {
  const OTHER: DatabaseModel['entities'] = [Note];
  const refused = async (url: string, entities = OTHER): Promise<string> => {
    const error = await Database.open({ url, entities, migrations: [] }).then(
      async (opened) => opened.close(),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  };

  test('is refused in one line that names it and the remedy, and is unchanged', async () => {
    const url = await engine.freshUrl();
    const stored = note('水');
    const database = await openNotes(url);
    await database.transaction((manager) => manager.insert(Note, { ...stored }));
    await database.close();
    const line = await refused(url);
    expect(line).toMatch(/^The database \S+ was created by another version of the schema[^\n]+\.$/);
    expect(line).toMatch(engine.name === 'sqlite' ? /test\.db .*DATA_DIR/ : /t_\w+ .*DATABASE_URL/);
    const again = await openNotes(url);
    expect(await again.manager.find(Note)).toEqual([stored]);
    await again.close();
  });

  test('is refused when it is older than baselines', async () => {
    const url = await engine.freshUrl();
    const database = await openNotes(url);
    await database.transaction((manager) => manager.query('DROP TABLE schema_baseline'));
    await database.close();
    await refused(url, [Note, IdempotencyRecord]);
  });
});

describe('the embedded database', () => {
  test('refuses a write outside a unit of work', async () => {
    const url = (await testEngines()[0]?.freshUrl()) ?? '';
    const database = await openNotes(url);
    await expect(database.manager.insert(Note, note('stray'))).rejects.toThrow(/readonly/);
    await database.close();
  });
});
