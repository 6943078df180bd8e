import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testDatabase, testEngines, type TestDatabase } from '@ecogrid/database/testing';
import { GRIDS_MODEL } from '../features.ts';
import { GridRepository } from './grid.repository.ts';
import { GridTerritory } from './grid.territory.ts';

describe.each(testEngines())('the territory on $name', (engine) => {
  let bench: TestDatabase;
  beforeEach(async () => {
    bench = await testDatabase(engine, GRIDS_MODEL);
  });
  afterEach(() => bench.release());

  test('is read again after a read that failed', async () => {
    const { database } = bench;
    const territory = new GridTerritory(new GridRepository(database));
    const [table] = database.manager.connection.entityMetadatas.flatMap(({ name, tableName }) =>
      name === 'Grid' ? [tableName] : [],
    );
    const found = async (): Promise<string[]> =>
      (await territory.containing({ longitude: 116.622405, latitude: 35.409751 })).map(({ code }) => code);
    const rename = (from: string, to: string): Promise<unknown> =>
      database.transaction((manager) => manager.query(`ALTER TABLE ${from} RENAME TO ${to}`));
    await rename(String(table), 'away');
    try {
      await expect(found()).rejects.toThrow();
    } finally {
      await rename('away', String(table));
    }
    expect(await found()).toEqual([]);
  });
});
