import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testDatabase, testEngines, type TestDatabase } from '@ecogrid/database/testing';
import { Category, GuidelineClause, IntakeChannel } from '../codes/index.ts';
import { DeadlinePolicy } from '../deadlines/index.ts';
import { RoutingRule } from '../intake/index.ts';
import { CASES_MODEL } from '../features.ts';
import { WorkCalendarDay, WorkCalendarVersion } from '../worktime/index.ts';
import { fillCodeTables } from './index.ts';

const OWN_FILES = fileURLToPath(new URL('../../../../packages/code-tables/data/', import.meta.url));
const TABLES = [Category, GuidelineClause, IntakeChannel, DeadlinePolicy, RoutingRule, WorkCalendarVersion];

type Rows = Array<Record<string, unknown>>;

/** The rows of a file of the product: one row more is a row of its file and no change of a test. */
const rowsOf = (file: string): Rows =>
  JSON.parse(readFileSync(join(OWN_FILES, `${file}.json`), 'utf8')) as Rows;

/** The files of the product, one of them changed. */
function changed(file: string, change: (rows: Rows) => unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecogrid-starter-'));
  cpSync(OWN_FILES, folder, { recursive: true });
  const path = join(folder, `${file}.json`);
  const rows = JSON.parse(readFileSync(path, 'utf8')) as Rows;
  writeFileSync(path, JSON.stringify(change(rows) ?? rows));
  return folder;
}

describe.each(testEngines())('the code tables of cases on $name', (engine) => {
  let bench: TestDatabase;
  beforeEach(async () => void (bench = await testDatabase(engine, CASES_MODEL)));
  afterEach(() => bench.release());
  const counts = () => Promise.all(TABLES.map((table) => bench.database.manager.count(table)));

  test('are filled by the files of the product, once, also by two processes at a time', async () => {
    await Promise.all([fillCodeTables(bench.database), fillCodeTables(bench.database)]);
    await fillCodeTables(bench.database);
    expect(await counts()).toEqual(
      [
        rowsOf('categories'),
        rowsOf('guidelines').flatMap(({ clauses }) => clauses),
        ...['intake-channels', 'deadline-policies', 'routing-rules', 'work-calendars'].map(rowsOf),
      ].map(({ length }) => length),
    );
    const { manager } = bench.database;
    expect(await manager.countBy(WorkCalendarDay, { isWorkday: false })).toBeGreaterThan(100);
    expect(await manager.findOneBy(Category, { code: 'COAL_YARD' })).toMatchObject({
      guidelineCode: 'GUIDE-COAL',
      needsPhotoAfter: true,
    });
  });

  test('that hold rows are left as they are, and the empty ones are filled', async () => {
    await fillCodeTables(
      bench.database,
      changed('categories', (rows) => rows.forEach((row) => (row['maxExtensions'] = 7))),
    );
    await bench.database.transaction((manager) => manager.deleteAll(RoutingRule));
    await fillCodeTables(bench.database);
    expect(await bench.database.manager.countBy(Category, { maxExtensions: 7 })).toBe(
      rowsOf('categories').length,
    );
    expect(await bench.database.manager.count(RoutingRule)).toBe(rowsOf('routing-rules').length);
  });

  test('take a district’s own calendar under its own name', async () => {
    const own = { version: 'own-hours', sessions: [{ from: '09:00', until: '17:00' }] };
    await fillCodeTables(
      bench.database,
      changed('work-calendars', ([row]) => void Object.assign(row!, own)),
    );
    const [calendar] = await bench.database.manager.find(WorkCalendarVersion);
    expect(calendar).toMatchObject({
      version: 'own-hours',
      sessions: [{ startMinute: 540, endMinute: 1_020 }],
    });
  });

  test.each([
    ['categories', ([row]: Rows) => void (row!['handlingMinutes'] = 0), 'row 1, handlingMinutes: Too small'],
    ['categories', (rows: Rows) => void (rows[2]!['guidelineCode'] = 'NONE'), 'row 3, guidelineCode: "NONE"'],
    ['intake-channels', ([row]: Rows) => void (row!['reporterRoles'] = ['KING']), 'row 1, reporterRoles.1'],
    [
      'routing-rules',
      (rows: Rows) => void (rows[1]!['categoryCode'] = 'NONE'),
      'row 2, categoryCode: "NONE"',
    ],
    ['deadline-policies', (rows: Rows) => rows.slice(1), 'categoryCode: no row is for all categories'],
    ['guidelines', ([row]: Rows) => void (row!['clauses'] = []), 'row 1, clauses: Too small'],
    [
      'work-calendars',
      ([row]: Rows) => void (row!['workingWeekdays'] = [1]),
      'row 1, version: a changed calendar',
    ],
  ] as ReadonlyArray<readonly [string, (rows: Rows) => unknown, string]>)(
    'stay empty by a bad file of %s',
    async (file, change, fault) => {
      const filling = async (): Promise<void> => fillCodeTables(bench.database, changed(file, change));
      await expect(filling()).rejects.toThrow(`The starter set cannot be used: ${file}.json, ${fault}`);
      expect(await counts()).toEqual([0, 0, 0, 0, 0, 0]);
    },
  );
});
