import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@ecogrid/service/testing';
import { forgetRequests, once, type Database } from './index.ts';
import { Note, note, openNotes, turns } from './note.fixture.ts';
import { testEngines } from './testing.ts';

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'an idempotency key on %s',
  (_name, engine) => {
    let database: Database;
    let meanwhile: () => Promise<unknown>;
    beforeEach(() => {
      meanwhile = () => Promise.resolve();
    });
    afterEach(() => database.close());

    /** Whether another connection is claiming the key right now. */
    const isClaiming = async (): Promise<boolean> => {
      const text =
        "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'INSERT INTO `idempotency_record`%'";
      return (await database.manager.query<unknown[]>(text)).length > 0;
    };
    const attempt = (body: object): Promise<string> =>
      database.transaction((manager) =>
        once(manager, { owner: 'o', key: 'k', operation: 'op', body, at: new Date() }, async () => {
          const row = note('one');
          await manager.insert(Note, row);
          await meanwhile();
          return row.id;
        }),
      );

    test('that comes several times at once has one effect and one answer', async () => {
      database = await openNotes(await engine.freshUrl());
      await database.manager.find(Note);
      let begun = 0;
      let second = (): void => undefined;
      const bothBegun = new Promise<void>((resolve) => (second = resolve));
      // The first waits until the other has to wait for it, or until it has got as far as this, which it must not.
      meanwhile = () => {
        if ((begun += 1) > 1) second();
        return Promise.race([bothBegun, engine.name === 'sqlite' ? turns() : eventually(isClaiming)]);
      };
      const answers = await Promise.all([attempt({ a: 1 }), attempt({ a: 1 })]);
      expect(new Set(answers).size).toBe(1);
      expect(await database.manager.count(Note)).toBe(1);
    });

    test('of work that failed is free for the next try', async () => {
      database = await openNotes(await engine.freshUrl());
      const failing = database.transaction((manager) =>
        once(manager, { owner: 'o', key: 'k', operation: 'op', body: {}, at: new Date() }, () =>
          Promise.reject(new Error('refused')),
        ),
      );
      await expect(failing).rejects.toThrow('refused');
      expect(await attempt({})).toHaveLength(36);
    });

    test('is forgotten after its time, the oldest batch by batch, and then asks for a new thing', async () => {
      database = await openNotes(await engine.freshUrl());
      const answered = await attempt({});
      const [hourAgo, inAnHour] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)];
      expect(await forgetRequests(database, hourAgo, 10)).toBe(0);
      expect(await attempt({})).toBe(answered);
      expect(await forgetRequests(database, inAnHour, 10)).toBe(1);
      expect(await attempt({})).not.toBe(answered);
    });
  },
);
