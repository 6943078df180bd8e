import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { addColumns, nullable, text, uuid } = columns;

/** Requesters, reopening look-backs, and a history that the database protects. */
export class ResultsAndFourEyes1767225640000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'ticket', [text('request_asked_by', 64, nullable)]);
    await addColumns(runner, 'supervision_case', [
      text('void_asked_by', 64, nullable),
      uuid('reopened_by_look_back_id', nullable),
    ]);
    await keepWhole(runner, 'case_event');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const verb of VERBS) await runner.query(`DROP TRIGGER tr_case_event_no_${verb.toLowerCase()}`);
    await runner.dropColumn('supervision_case', 'reopened_by_look_back_id');
    await runner.dropColumn('supervision_case', 'void_asked_by');
    await runner.dropColumn('ticket', 'request_asked_by');
  }
}

const VERBS = ['UPDATE', 'DELETE'] as const;

/**
 * The database refuses to change or remove a line. TypeORM compares tables, columns and indexes: a trigger
 * is no drift. A later migration that rebuilds the table on SQLite must make them again.
 */
async function keepWhole(runner: QueryRunner, table: string): Promise<void> {
  const isSqlite = runner.connection.options.type === 'better-sqlite3';
  const refusal = isSqlite
    ? "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
    : "FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'history is append-only'";
  for (const verb of VERBS) {
    const name = `tr_${table}_no_${verb.toLowerCase()}`;
    await runner.query(`CREATE TRIGGER ${name} BEFORE ${verb} ON ${table} ${refusal}`);
  }
}
