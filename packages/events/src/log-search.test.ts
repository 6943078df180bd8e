import { describe, expect, it } from '@jest/globals';
import type { LoggedEvent } from './event.ts';
import { LogSearch } from './log-search.ts';

const event = (position: number, topic: string): LoggedEvent => ({
  id: String(position),
  topic,
  channel: '',
  aggregateId: 'a',
  payload: {},
  occurredAt: new Date(0),
  position,
});

/** An endless log, one in so many of whose events is rare, which records its queries. */
function logOf(oneIn: number) {
  const asked: Array<readonly [after: number, through: number]> = [];
  const search = new LogSearch((after, { topics = [] }, limit, through) => {
    asked.push([after, through]);
    const found: LoggedEvent[] = [];
    for (let position = after + 1; position <= through && found.length < limit; position += 1) {
      const topic = position % oneIn === 0 ? 'Rare' : 'Common';
      if (topics.includes(topic)) found.push(event(position, topic));
    }
    return Promise.resolve(found);
  });
  return { asked, search };
}

describe('a search of the log', () => {
  const request = { after: 0, filter: { topics: ['Rare'] }, limit: 200, head: 400_000 };

  it('finds rare events in order, none twice, by queries that look at bounded spans', async () => {
    const { asked, search } = logOf(90_000);
    const positions: number[] = [];
    for (let after = 0; after < request.head;) {
      const { events, through } = await search.read({ ...request, after });
      positions.push(...events.map(({ position }) => position));
      after = through;
    }
    expect(positions).toEqual([90_000, 180_000, 270_000, 360_000]);
    expect(Math.max(...asked.map(([after, through]) => through - after))).toBeLessThanOrEqual(64_000);
    expect(asked.length).toBeLessThan(40);
  });

  it('yields to other work between its queries', async () => {
    const { search } = logOf(500_000);
    let turns = 0;
    const count = setInterval(() => (turns += 1), 0);
    let isOver = false;
    const immediate = (): void => void (isOver || ((turns += 1), setImmediate(immediate)));
    setImmediate(immediate);
    expect(await search.read(request)).toEqual({ events: [], through: 400_000 });
    isOver = true;
    clearInterval(count);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('continues after the last event of a full page, and not after the searched span', async () => {
    const { search } = logOf(2);
    const { events, through } = await search.read({ ...request, limit: 10 });
    expect([events.length, through]).toEqual([10, 20]);
  });

  it('is shared by readers that ask the same at the same time', async () => {
    const { asked, search } = logOf(90_000);
    const batches = await Promise.all(Array.from({ length: 50 }, () => search.read(request)));
    expect(new Set(batches).size).toBe(1);
    const alone = logOf(90_000);
    await alone.search.read(request);
    expect(asked).toEqual(alone.asked);
  });
});
