import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { openBench, operator, type CasesBench } from '../../testing/cases.builder.ts';
import type { Case } from '../index.ts';
import { DESK_NOW, fillDesk, seeded } from '../../testing/desk.builder.ts';
import { tokensOf, wantedTokens } from '@ecogrid/search-tokens';

describe.each(testEngines())('the search for cases on $name', (engine) => {
  let bench: CasesBench;
  let all: Case[];
  beforeAll(async () => {
    bench = await openBench(engine);
    all = await fillDesk(bench, 120);
    await say(all[0]?.id ?? '', {
      title: '第3号排口COD超标',
      objectName: '济宁示例水务',
      enterpriseCode: '91350200MA2YJ1XR9G',
    });
  });
  afterAll(() => bench.close());

  const say = (id: string, set: Partial<Case>): Promise<boolean> =>
    bench.database.transaction(async () =>
      bench.cases.update(id, (await bench.cases.existing(id)).version, set, {
        before: await bench.cases.existing(id),
      }),
    );
  const found = async (text: string): Promise<string[]> => {
    const page = await bench.cases.page({ text, now: DESK_NOW }, 'CREATED_AT', operator, { first: 200 });
    return page.rows.map(({ number }) => number);
  };
  const first = '2026-370871-000001';

  test.each([
    ['a word of two characters', '水务'],
    ['a word of the object', '济宁示例'],
    ['its number', first],
    ['the end of its number', '000001'],
    ['a credit code', '91350200MA2YJ1XR9G'],
    ['the beginning of a credit code', '913502'],
    ['the same in small letters', '91350200ma2yj1xr9g'],
    [
      'full-width letters and digits',
      '\uFF23\uFF2F\uFF24\u3000\uFF19\uFF11\uFF13\uFF15\uFF10\uFF12\uFF10\uFF10',
    ],
    ['words in any order', '水务 排口'],
  ])('finds a case by %s', async (_what, text) => {
    expect(await found(text)).toContain(first);
  });

  test.each([
    ['a word that is not there', '雾霾'],
    ['one of two words that is not there', '水务 雾霾'],
    ['the middle of a credit code', 'MA2YJ1XR9G'],
  ])('does not find it by %s', async (_what, text) => {
    expect(await found(text)).not.toContain(first);
  });

  test.each(['水', ',', ' 水 ', '%', '_'])(
    'refuses "%s", by which nothing can be looked up',
    async (text) => {
      await expect(found(text)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    },
  );

  test('finds a changed case by its new words, and no longer by the old', async () => {
    const [, second] = all;
    await say(second?.id ?? '', { title: '黄屯粉尘', summary: '黄屯粉尘' });
    expect(await found('黄屯')).toEqual([second?.number]);
    await say(second?.id ?? '', { title: '接庄粉尘', summary: '接庄粉尘' });
    expect([await found('黄屯'), await found('接庄')]).toEqual([[], [second?.number]]);
  });

  test('finds by any two words the cases that contain both', async () => {
    const rows = await Promise.all(all.map(({ id }) => bench.cases.find(id)));
    const random = seeded(11);
    for (let round = 0; round < 60; round += 1) {
      const part = (): string => {
        const title = rows[random(rows.length)]?.title ?? '';
        const start = random(title.length - 1);
        return title.slice(start, start + 2 + random(3));
      };
      const text = `${part()} ${part()}`;
      const wanted = wantedTokens(text);
      if (wanted.length === 0) continue;
      const expected = rows.flatMap((row) => {
        if (!row) return [];
        const held = tokensOf(row.number, row.title, row.summary, row.objectName, row.enterpriseCode);
        return wanted.every((token) => held.includes(token)) ? [row.number] : [];
      });
      expect((await found(text)).sort()).toEqual(expected.sort());
    }
  });
});
