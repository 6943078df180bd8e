import { afterEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { eventually } from '@ecogrid/service/testing';
import type { EventLog } from './event-log.ts';
import { Opened, freshSource, numberOf, announce, upTo } from './nats/events.fixture.ts';
import { Ledger, followersOf, seeded, writeOverlapping } from './overlaps.fixture.ts';
import { natsServers, overlapsWanted } from './testing.ts';

const { count, seed, isWhole } = overlapsWanted();
const WITHIN_MS = 60_000 + count * 40;
const [nats] = natsServers();

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'the order of events on %s',
  (_name, engine) => {
    const opened = new Opened();
    afterEach(() => opened.closeAll());

    /** The log in the database, and the same through NATS where there is a server. */
    async function logs(recent?: number) {
      const [source, database] = [freshSource(), await opened.database(await engine.freshUrl())];
      const log = await opened.databaseLog(database, source, recent);
      if (!nats) return { database, log, all: [['the database log', log as EventLog] as const] };
      const events = opened.events(nats[1]);
      events.relay({ log, database });
      const carried = opened.events(nats[1], recent === undefined ? {} : { recent }).log(source);
      await eventually(() => carried.head >= 0); // The servers have been reached.
      return {
        database,
        log,
        all: [
          ['the database log', log as EventLog],
          ['NATS', carried],
        ] as const,
      };
    }

    test.each([
      ['from memory', undefined],
      ['from the storage', 1],
    ])(
      'loses none of 500 equal timestamps to batches of one, %s',
      async (_where, recent) => {
        const { database, log, all } = await logs(recent);
        for (let number = 0; number < 500; number += 25)
          await announce(database, log, 'x', ...upTo(25, number));
        for (const [, each] of all) {
          await eventually(() => each.head === 500);
          const seen: number[] = [];
          for (let after = 0; after < 500;) {
            const { events, through } = await each.read(after, {}, 1);
            seen.push(...events.map(numberOf));
            after = through;
          }
          expect(seen).toEqual(upTo(500));
        }
      },
      WITHIN_MS,
    );

    test(
      'is that of commits over transactions that overlap at random: none skipped, none repeated',
      async () => {
        if (engine.name === 'sqlite') return; // One writer: nothing overlaps.
        const { database, log, all } = await logs();
        const [random, ledger] = [seeded(seed), new Ledger()];
        const followers = all.flatMap(([name, each]) => followersOf(name, each, random));
        await writeOverlapping({ database, log }, count, random, ledger);
        await Promise.all(followers.map((each) => each.finish(ledger.size)));
        expect(followers.flatMap(({ name, seen }) => ledger.faultsOf(name, seen))).toEqual([]);
        expect(ledger.overtaken).toBeGreaterThan(count / 20);
        const figures = { transactions: count, events: ledger.size, overtaken: ledger.overtaken };
        if (isWhole) process.stdout.write(`${JSON.stringify(figures)}\n`);
      },
      WITHIN_MS,
    );
  },
);
