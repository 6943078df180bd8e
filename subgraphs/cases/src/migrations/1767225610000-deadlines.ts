import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { addColumns, createTable, flag, instant, integer, json, longText, nullable, primaryUuid, text, uuid } =
  columns;

/** The calendar as data, with the version of each due time; deadline notices and phone reminders. */
export class Deadlines1767225610000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createCalendar(runner);
    await addColumns(runner, 'ticket', [text('calendar_version', 64, nullable)]);
    await addColumns(runner, 'supervision_case', [
      integer('closing_minutes', nullable),
      text('calendar_version', 64, nullable),
    ]);
    await addColumns(runner, 'known_organization', [text('phone', 32, nullable)]);
    await createNotices(runner);
    await createReminders(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('known_organization', ['phone']);
    await runner.dropColumns('supervision_case', ['closing_minutes', 'calendar_version']);
    await runner.dropColumns('ticket', ['calendar_version']);
    for (const table of TABLES) await runner.dropTable(table);
  }
}

const TABLES = [
  ...['reminder_log', 'phone_reminder', 'deadline_notice', 'deadline_policy'],
  ...['work_calendar_day', 'work_calendar'],
];

async function createNotices(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'deadline_policy', [
    primaryUuid(),
    text('category_code', 32, nullable),
    integer('warn_percent'),
    integer('warn_lead_minutes'),
    integer('escalate_every_minutes'),
    json('rungs'),
    integer('phone_from_overdue', nullable),
    integer('acknowledge_minutes'),
    integer('phone_after_minutes'),
    integer('no_answer_minutes'),
    integer('wrong_number_minutes'),
    text('effective_from', 10),
    text('effective_to', 10, nullable),
  ]);
  await createTable(
    runner,
    'deadline_notice',
    [
      primaryUuid(),
      text('thing', 16),
      uuid('thing_id'),
      uuid('case_id'),
      text('kind', 24),
      text('cycle', 40),
      integer('count'),
      text('rung', 16, nullable),
      text('state', 16),
      instant('due_at'),
      instant('sent_at', nullable),
      instant('deadline_at'),
      flag('is_around_the_clock'),
      text('category_code', 32, nullable),
      text('organization_code', 64, nullable),
      text('grid_code', 15),
      uuid('claim', nullable),
    ],
    {
      ux_deadline_notice_once: ['thing_id', 'kind', 'cycle', 'count'],
      ix_deadline_notice_next: ['state', 'is_around_the_clock', 'due_at'],
      ix_deadline_notice_case: ['case_id'],
    },
  );
}

async function createReminders(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'phone_reminder',
    [
      primaryUuid(),
      integer('version'),
      uuid('ticket_id'),
      uuid('open_ticket_id', nullable),
      uuid('case_id'),
      text('organization_code', 64),
      text('grid_code', 15),
      text('category_code', 32, nullable),
      flag('is_urgent'),
      text('reason', 16),
      text('state', 16),
      instant('since'),
      instant('next_attempt_at'),
      integer('attempts'),
      text('last_outcome', 16, nullable),
      text('closing', 16, nullable),
      instant('closed_at', nullable),
    ],
    {
      ux_phone_reminder_open: ['open_ticket_id'],
      ix_phone_reminder_next: ['next_attempt_at'],
      ix_phone_reminder_state_next: ['state', 'next_attempt_at'],
      ix_phone_reminder_ticket: ['ticket_id'],
      ix_phone_reminder_case: ['case_id'],
    },
  );
  await createTable(
    runner,
    'reminder_log',
    [
      primaryUuid(),
      uuid('reminder_id'),
      uuid('ticket_id'),
      text('callee', 80),
      text('phone', 32, nullable),
      text('outcome', 16),
      longText('note', nullable),
      text('logged_by', 64, nullable),
      instant('at'),
    ],
    { ix_reminder_log_reminder: ['reminder_id'], ix_reminder_log_ticket: ['ticket_id'] },
  );
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
