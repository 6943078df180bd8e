import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { createTable, integer, text } = columns;
const KEY = { isPrimary: true };

/** Daily counts of cases by grid and category, begun with the cases that are there. */
export class HotSpots1767225660000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'case_daily_count', [
      text('day', 10, KEY),
      text('grid_code', 15, KEY),
      text('category_code', 32, KEY),
      integer('opened'),
    ]);
    const day = dayOf(runner);
    await runner.query(
      `INSERT INTO case_daily_count (day, grid_code, category_code, opened)
       SELECT ${day}, grid_code, COALESCE(category_code, ''), COUNT(*) FROM supervision_case
       WHERE grid_code IS NOT NULL AND state NOT IN ('REJECTED', 'MERGED', 'VOID')
       GROUP BY ${day}, grid_code, COALESCE(category_code, '')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('case_daily_count');
  }
}

/** The day of its opening in Asia/Shanghai, which is eight hours ahead of what is kept. */
function dayOf({ connection }: QueryRunner): string {
  return connection.options.type === 'better-sqlite3'
    ? "STRFTIME('%Y-%m-%d', created_at, '+8 hours')"
    : "DATE_FORMAT(DATE_ADD(created_at, INTERVAL 8 HOUR), '%Y-%m-%d')";
}
