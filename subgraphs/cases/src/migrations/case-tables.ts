import type { QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { createTable, flag, instant, integer, json, longText, nullable, primaryUuid, real, text, uuid } =
  columns;

export async function createCase(runner: QueryRunner): Promise<void> {
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
      flag('is_void_asked'),
      text('state_before', 24, nullable),
      uuid('merged_into_id', nullable),
      longText('reason', nullable),
      text('lead_organization_code', 64, nullable),
      json('organization_codes'),
      integer('open_tickets'),
      flag('is_without_lead'),
      integer('misdispatch_count'),
      text('checker_id', 64, nullable),
      integer('rework_count'),
      json('unmet_criteria'),
      instant('created_at'),
      instant('filed_at', nullable),
      instant('due_at', nullable),
      instant('due_order'),
      text('look_back_due_on', 10, nullable),
      instant('reopened_at', nullable),
      integer('reopen_count'),
      instant('closed_at', nullable),
    ],
    {
      ux_case_number: ['number'],
      ix_case_created: ['created_at'],
      ix_case_state_created: ['state', 'created_at'],
      ix_case_category_created: ['category_code', 'created_at'],
      ix_case_merged_into: ['merged_into_id'],
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

export async function createVoidRequests(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'void_request',
    [
      primaryUuid(),
      uuid('case_id'),
      text('state', 16),
      longText('reason'),
      text('asked_by', 64, nullable),
      instant('asked_at'),
      text('decided_by', 64, nullable),
      instant('decided_at', nullable),
      longText('note', nullable),
    ],
    { ix_void_request_case: ['case_id'] },
  );
}

export async function createLookBacks(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'look_back',
    [
      primaryUuid(),
      uuid('case_id'),
      text('grid_code', 15),
      text('due_on', 10),
      text('state', 16),
      longText('note', nullable),
      text('recorded_by', 64, nullable),
      instant('recorded_at', nullable),
    ],
    {
      ix_look_back_case: ['case_id'],
      ix_look_back_due: ['due_on'],
      ix_look_back_grid_due: ['grid_code', 'due_on'],
    },
  );
}

export async function createHistory(runner: QueryRunner): Promise<void> {
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
  await createTable(runner, 'case_history_head', [
    primaryUuid('case_id'),
    integer('sequence'),
    text('hash', 64),
  ]);
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
