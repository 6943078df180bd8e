import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { addColumns, createTable, flag, instant, integer, json, nullable, text } = columns;

/** The calendar as data, and which version of it a due time goes by. */
export class Deadlines1767225610000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createCalendar(runner);
    await addColumns(runner, 'ticket', [text('calendar_version', 64, nullable)]);
    await addColumns(runner, 'supervision_case', [
      integer('closing_minutes', nullable),
      text('calendar_version', 64, nullable),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('supervision_case', ['closing_minutes', 'calendar_version']);
    await runner.dropColumns('ticket', ['calendar_version']);
    for (const table of ['work_calendar_day', 'work_calendar']) await runner.dropTable(table);
  }
}

async function createCalendar(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'work_calendar',
    [
      text('version', 64, { isPrimary: true }),
      instant('effective_from'),
      text('source', 200),
      json('working_weekdays'),
      json('sessions'),
      instant('published_at'),
      text('published_by', 64, nullable),
    ],
    { ix_work_calendar_effective: ['effective_from'] },
  );
  await createTable(runner, 'work_calendar_day', [
    text('version', 64, { isPrimary: true }),
    text('date', 10, { isPrimary: true }),
    flag('is_workday'),
  ]);
}
