import type { QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';
import { createTokenTable } from '@ecogrid/search-tokens';

const { createTable, flag, instant, integer, json, longText, nullable, primaryUuid, real, text, uuid } =
  columns;

const VERBS = ['UPDATE', 'DELETE'] as const;

/**
 * The database refuses to change or remove a line of the history. TypeORM compares tables, columns and indexes: a trigger
 * is no drift. A migration that rebuilds the table on SQLite must create the triggers again.
 */
async function keepWhole(runner: QueryRunner, table: string): Promise<void> {
  const isSqlite = runner.connection.options.type === 'better-sqlite3';
  const refusal = isSqlite
    ? "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
    : "FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'history is append-only'";
  for (const verb of VERBS) {
    const name = `tr_${table}_no_${verb.toLowerCase()}`;
    await runner.query(`CREATE TRIGGER ${name} BEFORE ${verb} ON ${table} ${refusal}`);
  }
}

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
      longText('summary', nullable),
      text('channel_code', 32),
      text('category_code', 32, nullable),
      flag('is_urgent'),
      flag('is_superior'),
      text('grid_code', 15, nullable),
      real('longitude', nullable),
      real('latitude', nullable),
      text('object_kind', 24, nullable),
      text('object_name', 120, nullable),
      uuid('object_id', nullable),
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
      instant('updated_at'),
      instant('filed_at', nullable),
      instant('due_at', nullable),
      instant('due_order'),
      text('look_back_due_on', 10, nullable),
      instant('reopened_at', nullable),
      integer('reopen_count'),
      instant('closed_at', nullable),
      integer('closing_minutes', nullable),
      text('calendar_version', 64, nullable),
      text('superior_level', 16, nullable),
      text('superior_document', 64, nullable),
      text('campaign_code', 32, nullable),
      uuid('camera_id', nullable),
      json('grid_match', nullable),
      text('void_asked_by', 64, nullable),
      uuid('reopened_by_look_back_id', nullable),
      text('street_code', 9, nullable),
    ],
    {
      ix_case_category_created: ['category_code', 'created_at', 'id'],
      ix_case_category_state_created: ['category_code', 'state', 'created_at', 'id'],
      ix_case_category_state_due: ['category_code', 'state', 'due_order', 'id'],
      ix_case_closed: ['closed_at'],
      ix_case_created: ['created_at', 'id'],
      ix_case_credit_code_created: ['enterprise_code', 'created_at', 'id'],
      ix_case_credit_code_state_created: ['enterprise_code', 'state', 'created_at', 'id'],
      ix_case_credit_code_state_due: ['enterprise_code', 'state', 'due_order', 'id'],
      ix_case_credit_code_updated: ['enterprise_code', 'updated_at', 'id'],
      ix_case_object_created: ['object_id', 'created_at'],
      ix_case_grid_created: ['grid_code', 'created_at', 'id'],
      ix_case_grid_state_created: ['grid_code', 'state', 'created_at', 'id'],
      ix_case_grid_updated: ['grid_code', 'updated_at', 'id'],
      ix_case_grid_state_due: ['grid_code', 'state', 'due_order', 'id'],
      ix_case_merged_into: ['merged_into_id'],
      ix_case_outlet_pollutant: ['outlet_id', 'pollutant_code'],
      ix_case_state_created: ['state', 'created_at', 'id'],
      ix_case_state_due: ['state', 'due_order', 'id'],
      ix_case_street_created: ['street_code', 'created_at', 'id'],
      ix_case_street_state_created: ['street_code', 'state', 'created_at', 'id'],
      ix_case_street_updated: ['street_code', 'updated_at', 'id'],
      ix_case_street_state_due: ['street_code', 'state', 'due_order', 'id'],
      ix_case_updated: ['updated_at', 'id'],
      ux_case_number: ['number'],
    },
  );
  await createTable(
    runner,
    'case_episode',
    [
      uuid('episode_id', { isPrimary: true }),
      uuid('case_id'),
      integer('episode_version'),
      uuid('previous_case_id', nullable),
      instant('ended_at', nullable),
    ],
    { ix_case_episode_case: ['case_id'] },
  );
  await createTable(
    runner,
    'case_party',
    [
      uuid('case_id', { isPrimary: true }),
      text('organization_code', 64, { isPrimary: true }),
      text('state', 24),
      instant('created_at'),
      instant('updated_at'),
      instant('due_order'),
    ],
    {
      ix_case_party_updated: ['organization_code', 'updated_at', 'case_id'],
      ix_case_party_created: ['organization_code', 'created_at', 'case_id'],
      ix_case_party_state_created: ['organization_code', 'state', 'created_at', 'case_id'],
      ix_case_party_state_due: ['organization_code', 'state', 'due_order', 'case_id'],
    },
  );
  await createTable(runner, 'case_counter', [text('scope', 24, { isPrimary: true }), integer('last')]);
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

export async function createSearchAndCounts(runner: QueryRunner): Promise<void> {
  await createTokenTable(runner, 'case_token');
  await createTable(runner, 'case_daily_count', [
    text('day', 10, { isPrimary: true }),
    text('grid_code', 15, { isPrimary: true }),
    text('category_code', 32, { isPrimary: true }),
    integer('opened'),
  ]);
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
    uuid('case_id', { isPrimary: true }),
    integer('sequence'),
    text('hash', 64),
  ]);
  await keepWhole(runner, 'case_event');
}

export async function createReview(runner: QueryRunner): Promise<void> {
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
  await createTable(
    runner,
    'post_supervision_sample',
    [
      primaryUuid(),
      text('closed_from', 10),
      text('closed_to', 10),
      text('within', 15, nullable),
      text('category_code', 32, nullable),
      text('strata', 16),
      integer('size', nullable),
      integer('share_percent', nullable),
      text('seed', 64),
      text('method', 120),
      integer('population_count'),
      text('population_hash', 64),
      integer('sample_count'),
      text('drawn_by', 64, nullable),
      instant('drawn_at'),
    ],
    { ix_post_supervision_sample_drawn: ['drawn_at'] },
  );
  await createTable(
    runner,
    'post_supervision_population',
    [
      primaryUuid(),
      uuid('sample_id'),
      uuid('case_id'),
      text('stratum', 32),
      text('digest', 64),
      flag('is_sampled'),
    ],
    { ux_post_supervision_population_digest: ['sample_id', 'digest'] },
  );
  await createTable(
    runner,
    'inspection',
    [
      primaryUuid(),
      integer('version'),
      uuid('sample_id'),
      uuid('case_id'),
      text('state', 16),
      longText('findings', nullable),
      instant('drawn_at'),
      text('recorded_by', 64, nullable),
      instant('recorded_at', nullable),
      uuid('look_back_id', nullable),
    ],
    {
      ix_inspection_case: ['case_id'],
      ix_inspection_drawn: ['drawn_at'],
      ix_inspection_sample: ['sample_id'],
      ix_inspection_state_drawn: ['state', 'drawn_at'],
    },
  );
}
