import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countingStatements, type Statement } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { MOST_POLICIES } from '../deadlines/notice/deadline-policy.repository.ts';
import { MOST_RULES } from '../intake/routing/routing.repository.ts';
import { openBench, type CasesBench } from '../testing/cases.builder.ts';
import { MOST_CAMPAIGNS } from './campaign/campaign.repository.ts';
import { MOST_CATEGORIES, MOST_CHANNELS } from './category/category.repository.ts';
import { MOST_GUIDELINES } from './guideline/guideline.repository.ts';

const DAY = '2026-03-04';

const LISTS: ReadonlyArray<readonly [string, number, (bench: CasesBench) => Promise<unknown[]>]> = [
  ['campaigns', MOST_CAMPAIGNS, ({ campaigns }) => campaigns.all()],
  ['categories', MOST_CATEGORIES, ({ categories }) => categories.categories()],
  ['deadlinePolicies', MOST_POLICIES, ({ policies }) => policies.list()],
  ['guidelines', MOST_GUIDELINES, ({ guidelines }) => guidelines.on(DAY)],
  ['intakeChannels', MOST_CHANNELS, ({ categories }) => categories.channels(DAY)],
  ['routingRules', MOST_RULES, ({ routing }) => routing.on(DAY)],
  ['verdicts of explainRouting', MOST_RULES, ({ routing }) => routing.asked(DAY)],
];

describe.each(testEngines())('code tables on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => {
    bench = await openBench(engine);
  });
  afterAll(() => bench.close());

  test.each(LISTS)(
    'read for %s their stated maximum of %d rows, and no row more',
    async (_list, most, read) => {
      const sent: Statement[] = [];
      const rows = await countingStatements({ statements: 0, sent }, () => read(bench));
      expect(rows.length).toBeGreaterThan(0);
      expect(sent.map(({ text }) => /LIMIT (\d+)$/.exec(text)?.[1])).toEqual([String(most)]);
    },
  );
});
