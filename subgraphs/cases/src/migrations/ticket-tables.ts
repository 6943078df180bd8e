import type { QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';
import { plannedTimerColumns } from '@ecogrid/planned-timers';

const { createTable, flag, instant, integer, json, longText, nullable, primaryUuid, text, uuid } = columns;

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
      text('calendar_version', 64, nullable),
      text('request_asked_by', 64, nullable),
      flag('needs_photo_after', { default: '0' }),
      text('street_code', 9, nullable),
      instant('due_order'),
    ],
    {
      ix_ticket_case: ['case_id'],
      ix_ticket_due: ['due_at'],
      ix_ticket_grid_issued: ['grid_code', 'issued_at', 'id'],
      ix_ticket_grid_state_due: ['grid_code', 'state', 'due_order', 'id'],
      ix_ticket_grid_state_issued: ['grid_code', 'state', 'issued_at', 'id'],
      ix_ticket_issued: ['issued_at', 'id'],
      ix_ticket_organization_issued: ['organization_code', 'issued_at', 'id'],
      ix_ticket_organization_state_due: ['organization_code', 'state', 'due_order', 'id'],
      ix_ticket_organization_state_issued: ['organization_code', 'state', 'issued_at', 'id'],
      ix_ticket_state_due: ['state', 'due_order', 'id'],
      ix_ticket_state_issued: ['state', 'issued_at', 'id'],
      ix_ticket_street_issued: ['street_code', 'issued_at', 'id'],
      ix_ticket_street_state_due: ['street_code', 'state', 'due_order', 'id'],
      ix_ticket_street_state_issued: ['street_code', 'state', 'issued_at', 'id'],
      ux_ticket_number: ['number'],
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
    'clock_segment',
    [
      primaryUuid(),
      uuid('case_id'),
      uuid('ticket_id', nullable),
      text('kind', 16),
      instant('started_at'),
      instant('ended_at', nullable),
      text('state', 16),
    ],
    { ix_clock_segment_case: ['case_id'], ix_clock_segment_ticket: ['ticket_id'] },
  );
}

export async function createEmailDeliveries(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'email_delivery',
    [
      primaryUuid(),
      integer('version'),
      text('kind', 32),
      text('state', 16),
      uuid('case_id'),
      uuid('ticket_id'),
      text('organization_code', 64),
      text('address', 120),
      text('domain', 120),
      text('message_id', 160),
      json('facts'),
      integer('attempts'),
      text('fault', 16, nullable),
      text('answer', 200, nullable),
      instant('created_at'),
      instant('due_at', nullable),
      instant('attempted_at', nullable),
      instant('sent_at', nullable),
    ],
    {
      ix_email_delivery_due: ['due_at'],
      ix_email_delivery_state_created: ['state', 'created_at'],
      ix_email_delivery_ticket: ['ticket_id'],
    },
  );
}

export async function createDeadlines(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'deadline_notice',
    [
      ...plannedTimerColumns(),
      uuid('case_id'),
      text('escalation_level', 16, nullable),
      instant('deadline_at'),
      text('category_code', 32, nullable),
      text('organization_code', 64, nullable),
      text('grid_code', 15),
    ],
    {
      ix_deadline_notice_case: ['case_id'],
      ix_deadline_notice_next: ['state', 'is_around_the_clock', 'due_at'],
      ux_deadline_notice_once: ['thing_id', 'kind', 'cycle', 'count'],
    },
  );
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
      ix_phone_reminder_case: ['case_id'],
      ix_phone_reminder_next: ['next_attempt_at'],
      ix_phone_reminder_state_next: ['state', 'next_attempt_at'],
      ix_phone_reminder_ticket: ['ticket_id'],
      ux_phone_reminder_open: ['open_ticket_id'],
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
