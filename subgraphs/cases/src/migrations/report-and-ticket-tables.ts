import type { QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { createTable, flag, instant, integer, json, longText, nullable, primaryUuid, real, text, uuid } =
  columns;

export async function createReports(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'report',
    [
      primaryUuid(),
      text('state', 24),
      integer('version'),
      text('channel_code', 32),
      text('category_code', 32, nullable),
      longText('description'),
      text('grid_code', 15, nullable),
      real('longitude', nullable),
      real('latitude', nullable),
      text('place_description', 200, nullable),
      text('object_kind', 24, nullable),
      text('object_name', 120, nullable),
      uuid('enterprise_id', nullable),
      text('enterprise_code', 18, nullable),
      uuid('outlet_id', nullable),
      text('pollutant_code', 16, nullable),
      uuid('exceedance_id', nullable),
      text('reporter_id', 64, nullable),
      uuid('case_id', nullable),
      json('review_levels'),
      integer('reviews_done'),
      flag('is_declined'),
      flag('needs_verification'),
      text('verification', 16, nullable),
      longText('rejection_reason', nullable),
      instant('received_at'),
    ],
    {
      ix_report_case: ['case_id'],
      ix_report_grid: ['grid_code'],
      ix_report_reporter: ['reporter_id'],
      ix_report_received: ['received_at'],
      ux_report_exceedance: ['exceedance_id'],
    },
  );
  await createTable(
    runner,
    'review',
    [
      primaryUuid(),
      uuid('report_id'),
      integer('sequence'),
      text('level', 16),
      text('decision', 16),
      longText('note', nullable),
      text('reviewer_id', 64, nullable),
      instant('at'),
    ],
    { ux_review_report_sequence: ['report_id', 'sequence'] },
  );
}

export async function createTickets(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'ticket',
    [
      primaryUuid(),
      text('number', 32),
      uuid('case_id'),
      text('organization_code', 64),
      text('role', 16),
      text('state', 24),
      integer('version'),
      longText('instruction', nullable),
      text('category_code', 32),
      text('grid_code', 15),
      flag('is_urgent'),
      json('result_kinds'),
      integer('handling_minutes'),
      integer('extended_minutes'),
      integer('extension_count'),
      integer('max_extensions'),
      text('pending_request', 16, nullable),
      instant('step_started_at'),
      instant('suspended_at', nullable),
      instant('issued_at'),
      instant('due_at'),
      instant('acknowledged_at', nullable),
      instant('done_at', nullable),
      integer('rework_count'),
      longText('reason', nullable),
    ],
    {
      ux_ticket_number: ['number'],
      ix_ticket_case: ['case_id'],
      ix_ticket_organization_issued: ['organization_code', 'issued_at'],
      ix_ticket_grid: ['grid_code'],
      ix_ticket_due: ['due_at'],
    },
  );
  await createTable(
    runner,
    'ticket_result',
    [
      primaryUuid(),
      uuid('ticket_id'),
      text('kind', 16),
      integer('round'),
      longText('text'),
      json('facts'),
      text('submitted_by', 64, nullable),
      instant('submitted_at'),
    ],
    { ix_ticket_result_ticket: ['ticket_id'] },
  );
  await createTable(
    runner,
    'ticket_request',
    [
      primaryUuid(),
      uuid('ticket_id'),
      text('kind', 16),
      text('state', 16),
      longText('reason'),
      integer('extend_by_work_minutes', nullable),
      text('asked_by', 64, nullable),
      instant('asked_at'),
      text('decided_by', 64, nullable),
      instant('decided_at', nullable),
      longText('note', nullable),
    ],
    { ix_ticket_request_ticket: ['ticket_id'] },
  );
  await createTable(
    runner,
    'case_check',
    [
      primaryUuid(),
      uuid('case_id'),
      integer('round'),
      text('checker_id', 64),
      text('outcome', 16),
      longText('reason', nullable),
      json('ticket_ids'),
      instant('at'),
    ],
    { ux_case_check_case_round: ['case_id', 'round'] },
  );
}
