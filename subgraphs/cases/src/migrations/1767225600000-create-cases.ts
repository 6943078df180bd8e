import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIdempotencyTable } from '@ecogrid/database';
import { createEventTables } from '@ecogrid/events';
import { createCase, createHistory, createReview, createSearchAndCounts } from './case-tables.ts';
import { createCalendar, createCodeTables, createProjections } from './code-tables.ts';
import { createEvidence, createReports } from './intake-tables.ts';
import { createDeadlines, createEmailDeliveries, createTickets } from './ticket-tables.ts';

/** The baseline: until 1.0 it is edited in place. */
export class CreateCases1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createEventTables(runner);
    await createIdempotencyTable(runner);
    await createProjections(runner);
    await createCodeTables(runner);
    await createCalendar(runner);
    await createReports(runner);
    await createEvidence(runner);
    await createCase(runner);
    await createSearchAndCounts(runner);
    await createHistory(runner);
    await createTickets(runner);
    await createEmailDeliveries(runner);
    await createDeadlines(runner);
    await createReview(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}

const TABLES = [
  'known_organization',
  'known_appointment',
  'known_object',
  'category',
  'routing_rule',
  'campaign',
  'intake_channel_version',
  'guideline',
  'guideline_clause',
  'deadline_policy',
  'work_calendar',
  'work_calendar_day',
  'report',
  'review',
  'report_allowance',
  'ticket',
  'ticket_result',
  'ticket_request',
  'email_delivery',
  'clock_segment',
  'attachment',
  'verification',
  'supervision_case',
  'case_episode',
  'case_party',
  'case_counter',
  'case_token',
  'case_daily_count',
  'case_event',
  'case_history_head',
  'void_request',
  'deadline_notice',
  'phone_reminder',
  'reminder_log',
  'case_check',
  'look_back',
  'post_supervision_sample',
  'post_supervision_population',
  'inspection',
  'known_grid',
  'idempotency_record',
  'consumer_position',
  'parked_event',
  'event_log_identity',
  'event_log',
];
