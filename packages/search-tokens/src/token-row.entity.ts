import type { QueryRunner } from 'typeorm';
import { TextColumn, UuidColumn, columns } from '@ecogrid/database';
import { LONGEST_TOKEN } from './words.rule.ts';

/**
 * A word by which an object is found. The entity of a subgraph extends it and is declared `withoutRowid`. Ids are UUIDv7:
 * those of one token are in the order of creation.
 */
export abstract class TokenRow {
  @TextColumn(LONGEST_TOKEN, { primary: true })
  token!: string;

  @UuidColumn({ name: 'owner_id', primary: true })
  ownerId!: string;
}

export async function createTokenTable(runner: QueryRunner, name: string): Promise<void> {
  const { createTable, text, uuid } = columns;
  const keys = [text('token', LONGEST_TOKEN, { isPrimary: true }), uuid('owner_id', { isPrimary: true })];
  await createTable(runner, name, keys, {}, { withoutRowid: true });
}
