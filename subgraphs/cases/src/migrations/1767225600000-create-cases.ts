import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIdempotencyTable } from '@ecogrid/database';
import { createEventTables } from '@ecogrid/events';
import { createCase, createHistory, createLookBacks, createVoidRequests } from './case-tables.ts';
import { createCodeTables, createProjections } from './code-tables.ts';
import { createReports, createTickets } from './report-and-ticket-tables.ts';

export class CreateCases1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createEventTables(runner);
    await createIdempotencyTable(runner);
    await createProjections(runner);
    await createCodeTables(runner);
    await createReports(runner);
    await createCase(runner);
    await createHistory(runner);
    await createTickets(runner);
    await createVoidRequests(runner);
    await createLookBacks(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}

const TABLES = [
  'look_back',
  'void_request',
  'case_check',
  'ticket_request',
  'ticket_result',
  'ticket',
  'clock_segment',
  'case_history_head',
  'case_event',
  'case_counter',
  'case_party',
  'supervision_case',
  'review',
  'report',
  'campaign',
  'routing_rule',
  'intake_channel',
  'category',
  'known_enterprise',
  'known_appointment',
  'known_organization',
  'known_grid',
  'idempotency_record',
  'consumer_position',
  'event_log_identity',
  'event_log',
];
