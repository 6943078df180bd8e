import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns, createIdempotencyTable } from '@ecogrid/database';
import { createEventTables } from '@ecogrid/events';
import { createKnownGridTable } from '@ecogrid/territory';

const { createTable, flag, instant, integer, json, longText, nullable, primaryUuid, real, text, uuid } = columns;

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
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}

const TABLES = [
  'case_check',
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

async function createProjections(runner: QueryRunner): Promise<void> {
  await createKnownGridTable(runner);
  await createTable(
    runner,
    'known_organization',
    [primaryUuid(), text('code', 64), text('name', 80), text('kind', 24), text('email', 120), integer('source_version')],
    { ux_known_organization_code: ['code'] },
  );
  await createTable(
    runner,
    'known_appointment',
    [
      primaryUuid(),
      uuid('person_id'),
      text('person_number', 16),
      text('role', 24),
      text('organization_code', 64),
      text('grid_code', 15, nullable),
      text('since', 10),
      text('until', 10, nullable),
      integer('source_version'),
    ],
    { ix_known_appointment_person: ['person_number'] },
  );
  await createTable(
    runner,
    'known_enterprise',
    [
      primaryUuid(),
      text('credit_code', 18),
      text('name', 120),
      real('longitude'),
      real('latitude'),
      integer('source_version'),
    ],
    { ux_known_enterprise_code: ['credit_code'] },
  );
}

async function createCodeTables(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'category', [
    text('code', 32, { isPrimary: true }),
    text('name_zh', 80),
    text('name_en', 120),
    text('standard_reference', 120, nullable),
    flag('is_urgent'),
    integer('handling_minutes'),
    integer('closing_minutes'),
    json('result_kinds'),
    json('close_criteria'),
    integer('look_back_days', nullable),
    text('effective_from', 10),
    text('effective_to', 10, nullable),
  ]);
  await createTable(runner, 'intake_channel', [
    text('code', 32, { isPrimary: true }),
    text('name_zh', 80),
    text('name_en', 120),
    json('reporter_roles'),
    flag('is_open'),
    json('review_levels'),
    flag('needs_report_verification'),
    flag('needs_verification'),
    flag('opens_case'),
    flag('is_superior'),
    integer('filing_minutes'),
  ]);
  await createTable(
    runner,
    'routing_rule',
    [
      primaryUuid(),
      integer('rank'),
      text('category_code', 32, nullable),
      text('medium', 16, nullable),
      text('grid_code', 15, nullable),
      text('organization_code', 64),
      text('role', 16),
      text('effective_from', 10),
      text('effective_to', 10, nullable),
    ],
    { ix_routing_rule_rank: ['rank'] },
  );
  await createTable(
    runner,
    'campaign',
    [
      primaryUuid(),
      text('code', 32),
      text('type', 32),
      text('name', 120),
      text('name_en', 120),
      text('starts_on', 10),
      text('ends_on', 10, nullable),
    ],
    { ux_campaign_code: ['code'] },
  );
}

async function createReports(runner: QueryRunner): Promise<void> {
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

async function createCase(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'supervision_case',
    [
      primaryUuid(),
      text('number', 24),
      text('state', 24),
      integer('version'),
      text('title', 200),
      longText('description'),
      text('channel_code', 32),
      text('category_code', 32, nullable),
      flag('is_urgent'),
      flag('is_superior'),
      text('grid_code', 15, nullable),
      real('longitude', nullable),
      real('latitude', nullable),
      text('object_kind', 24, nullable),
      text('object_name', 120, nullable),
      uuid('enterprise_id', nullable),
      text('enterprise_code', 18, nullable),
      uuid('outlet_id', nullable),
      text('pollutant_code', 16, nullable),
      uuid('first_report_id'),
      text('reporter_id', 64, nullable),
      flag('needs_verification'),
      text('verification', 16, nullable),
      text('state_before', 24, nullable),
      uuid('merged_into_id', nullable),
      longText('reason', nullable),
      text('lead_organization_code', 64, nullable),
      json('organization_codes'),
      integer('open_tickets'),
      text('checker_id', 64, nullable),
      integer('rework_count'),
      json('unmet_criteria'),
      instant('created_at'),
      instant('filed_at', nullable),
      instant('due_at', nullable),
      instant('due_order'),
      instant('closed_at', nullable),
    ],
    {
      ux_case_number: ['number'],
      ix_case_created: ['created_at'],
      ix_case_state_created: ['state', 'created_at'],
      ix_case_due: ['due_order'],
      ix_case_grid_created: ['grid_code', 'created_at'],
      ix_case_enterprise_created: ['enterprise_id', 'created_at'],
      ix_case_enterprise_code: ['enterprise_code'],
      ix_case_outlet_pollutant: ['outlet_id', 'pollutant_code'],
    },
  );
  const party = [uuid('case_id', { isPrimary: true }), text('organization_code', 64, { isPrimary: true })];
  await createTable(runner, 'case_party', party, { ix_case_party_organization: ['organization_code'] });
  await createTable(runner, 'case_counter', [text('scope', 24, { isPrimary: true }), integer('last')]);
}

async function createHistory(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'case_event',
    [
      primaryUuid(),
      uuid('case_id'),
      integer('sequence'),
      instant('at'),
      text('actor_kind', 16),
      text('actor_id', 64, nullable),
      text('actor_role', 24, nullable),
      text('channel', 32),
      text('thing', 16),
      uuid('thing_id'),
      text('action', 32),
      text('from_state', 24, nullable),
      text('to_state', 24),
      longText('note', nullable),
      text('previous_hash', 64),
      text('hash', 64),
    ],
    { ux_case_event_sequence: ['case_id', 'sequence'] },
  );
  await createTable(runner, 'case_history_head', [primaryUuid('case_id'), integer('sequence'), text('hash', 64)]);
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

async function createTickets(runner: QueryRunner): Promise<void> {
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
