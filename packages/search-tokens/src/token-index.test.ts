import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Entity, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Database } from '@ecogrid/database';
import { testDatabase, testEngines } from '@ecogrid/database/testing';
import { TokenIndex, TokenRow, createTokenTable, tokensOf } from './index.ts';

@Entity('thing_token', { withoutRowid: true })
class ThingToken extends TokenRow {}

class CreateThingTokens1767225600000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createTokenTable(runner, 'thing_token');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('thing_token');
  }
}

const MODEL = { entities: [ThingToken], migrations: [CreateThingTokens1767225600000] };

describe.each(testEngines())('an index of tokens on $name', (engine) => {
  let database: Database;
  let release: () => Promise<void>;
  let index: TokenIndex;
  beforeEach(async () => {
    ({ database, release } = await testDatabase(engine, MODEL));
    index = new TokenIndex(database, ThingToken, 'thing_token');
  });
  afterEach(() => release());

  const add = (id: string, text: string): Promise<void> =>
    database.transaction(() => index.add(id, tokensOf(text)));
  const held = async (ownerId: string): Promise<string[]> => {
    const rows = await database.manager.findBy(ThingToken, { ownerId });
    return rows.map(({ token }) => token).sort();
  };

  test('has a table that is as the entity says', async () => {
    expect(await database.drift()).toEqual([]);
  });

  test('drops the words that are gone, adds the new ones, and leaves other objects alone', async () => {
    await add('one', '水污染');
    await add('two', '水污染');
    await database.transaction(() => index.change('one', tokensOf('水污染'), tokensOf('水污泥')));
    expect([await held('one'), await held('two')]).toEqual([
      ['水污', '污泥'],
      ['水污', '污染'],
    ]);
  });

  test('names the rarest token first', async () => {
    for (const id of ['one', 'two', 'three']) await add(id, '排口');
    await add('one', 'cod');
    expect(await index.wanted('排口 COD')).toEqual(['cod', '排口']);
  });

  test.each(['水', ' ,。'])('refuses "%s", by which nothing can be looked up', async (text) => {
    await expect(index.wanted(text)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  test('keeps more tokens than one statement takes', async () => {
    const words = Array.from({ length: 6_000 }, (_, number) => `w${number}`);
    await database.transaction(() => index.add('one', words));
    await database.transaction(() => index.change('one', words, ['w0']));
    expect(await held('one')).toEqual(['w0']);
  });
});
