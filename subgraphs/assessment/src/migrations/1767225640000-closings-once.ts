import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { addColumns, nullable, uuid } = columns;
const COLUMNS = ['closed_on_time_event_id', 'closed_late_event_id'];

/** The outcome of the first closing of a case, so that a second closing is not counted again. */
export class ClosingsOnce1767225640000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(
      runner,
      'known_case',
      COLUMNS.map((name) => uuid(name, nullable)),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('known_case', COLUMNS);
  }
}
