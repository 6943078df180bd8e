import { setImmediate as turn } from 'node:timers/promises';
import { Entity, type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  Database,
  FlagColumn,
  IdempotencyRecord,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  JsonListColumn,
  PrimaryUuid,
  RealColumn,
  TextColumn,
  columns,
  createIdempotencyTable,
  newId,
} from './index.ts';

@Entity('note')
export class Note {
  @PrimaryUuid()
  id!: string;

  @TextColumn(40)
  body!: string;

  @IntegerColumn()
  rank!: number;

  @RealColumn({ nullable: true })
  weight!: number | null;

  @FlagColumn({ name: 'is_done' })
  isDone!: boolean;

  @JsonListColumn(2)
  tags!: string[];

  @JsonColumn({ nullable: true })
  extra!: { a: number } | null;

  @InstantColumn({ name: 'written_at' })
  writtenAt!: Date;
}

class CreateNote1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { createTable, primaryUuid, text, integer, real, flag, json, instant, nullable } = columns;
    await createTable(runner, 'note', [
      primaryUuid(),
      text('body', 40),
      integer('rank'),
      real('weight', nullable),
      flag('is_done'),
      json('tags'),
      json('extra', nullable),
      instant('written_at'),
    ]);
    await createIdempotencyTable(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('note');
  }
}

export const note = (body: string, rank = 0): Note => ({
  id: newId(),
  body,
  rank,
  weight: 0.1,
  isDone: true,
  tags: ['new'],
  extra: { a: 1 },
  writtenAt: new Date('2026-03-01T08:00:00.123Z'),
});

/** A fresh database of notes. */
export function openNotes(url: string): Promise<Database> {
  return Database.open({
    url,
    entities: [Note, IdempotencyRecord],
    migrations: [CreateNote1767225600000],
  });
}

/**
 * More turns of the event loop than a unit of work on SQLite takes, whose driver answers at once: enough for one that does
 * not wait for its turn to be done.
 */
export async function turns(): Promise<void> {
  for (let count = 0; count < 200; count += 1) await turn();
}
