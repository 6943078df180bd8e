import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { createTable, integer, text } = columns;

/** How many anonymous reports were taken in an hour. */
export class ReportAllowances1767225670000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'report_allowance', [
      integer('clock_hour', { isPrimary: true }),
      text('client', 64, { isPrimary: true }),
      integer('taken'),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('report_allowance');
  }
}
