import type { MigrationInterface, QueryRunner, TableColumnOptions } from 'typeorm';
import { columns, createIdempotencyTable } from '@ecogrid/database';
import { createEventTables } from '@ecogrid/events';
import { IMPORT_TABLES, createImportTables } from '@ecogrid/imports';
import { createKnownGridTable } from '@ecogrid/territory';

const { createTable, flag, instant, integer, json, longText, nullable, primaryUuid, real, text, uuid } =
  columns;

export class CreateEnterprises1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createEventTables(runner);
    await createIdempotencyTable(runner);
    await createKnownGridTable(runner);
    await createRegister(runner);
    await createOutlets(runner);
    await createDevices(runner);
    await createLimits(runner);
    await createReadings(runner);
    await createFaults(runner);
    await createExceedances(runner);
    await createEpisodes(runner);
    await createImportTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}

const primary = { isPrimary: true } as const;

const TABLES = [
  ...IMPORT_TABLES,
  'episode',
  'exceedance',
  'unknown_device',
  'device_fault',
  'parked_value',
  'reading_correction',
  'reading_stream',
  'reading',
  'instrument_rule',
  'averaging_rule',
  'limit_rule',
  'pollutant',
  'device',
  'monitor_point',
  'outlet',
  'camera',
  'external_reference',
  'register_change',
  'supervised_object',
  'known_grid',
  'idempotency_record',
  'consumer_position',
  'parked_event',
  'event_log_identity',
  'event_log',
];

const place = (): TableColumnOptions[] => [
  real('longitude'),
  real('latitude'),
  text('grid_code', 15, nullable),
];

async function createRegister(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'supervised_object',
    [
      primaryUuid(),
      text('kind', 24),
      text('name', 120),
      text('name_en', 160, nullable),
      text('status', 16),
      integer('version'),
      text('division_code', 12),
      text('address', 200),
      ...place(),
      flag('is_priority'),
      text('phone', 32, nullable),
      text('credit_code', 18, nullable),
      json('credit_code_override', nullable),
      text('industry_code', 8, nullable),
      text('industry_name', 80, nullable),
      flag('is_scattered_polluter'),
      text('hazardous_waste_role', 16, nullable),
      text('permit_number', 22, nullable),
      text('permit_from', 10, nullable),
      text('permit_to', 10, nullable),
      text('contact_name', 40, nullable),
      text('search_text', 1_000),
    ],
    {
      ux_object_credit_code: ['credit_code'],
      ix_object_grid: ['grid_code'],
      ix_object_kind: ['kind', 'name', 'id'],
      ix_object_name: ['name', 'id'],
    },
  );
  await createTable(
    runner,
    'register_change',
    [
      primaryUuid(),
      uuid('object_id'),
      text('kind', 16),
      text('state', 16),
      integer('version'),
      integer('base_version'),
      json('attributes'),
      json('differences'),
      longText('note', nullable),
      text('grid_code', 15, nullable),
      text('enterprise_code', 18, nullable),
      text('proposed_by', 64, nullable),
      instant('proposed_at'),
      text('decided_by', 64, nullable),
      instant('decided_at', nullable),
      longText('decision_note', nullable),
    ],
    {
      ix_register_change_object: ['object_id', 'proposed_at', 'id'],
      ix_register_change_state: ['state', 'proposed_at', 'id'],
      ix_register_change_proposed: ['proposed_at', 'id'],
    },
  );
  await createTable(
    runner,
    'external_reference',
    [primaryUuid(), text('system', 32), text('reference', 64), uuid('object_id')],
    {
      ux_external_reference: ['system', 'reference'],
      ix_external_reference_object: ['object_id'],
    },
  );
  await createTable(
    runner,
    'camera',
    [
      primaryUuid(),
      text('code', 32),
      uuid('enterprise_id'),
      text('enterprise_code', 18),
      text('name', 120),
      text('purpose', 24),
      ...place(),
    ],
    { ux_camera_code: ['code'], ix_camera_enterprise: ['enterprise_id'] },
  );
}

async function createOutlets(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'outlet',
    [
      primaryUuid(),
      text('code', 16),
      uuid('enterprise_id'),
      text('enterprise_code', 18),
      text('medium', 8),
      text('name', 120),
      ...place(),
    ],
    { ux_outlet_code: ['enterprise_id', 'code'], ix_outlet_grid: ['grid_code'] },
  );
}

async function createDevices(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'monitor_point',
    [
      primaryUuid(),
      text('code', 32),
      text('name', 120),
      text('kind', 16),
      uuid('outlet_id', nullable),
      text('enterprise_code', 18, nullable),
      ...place(),
    ],
    { ux_monitor_point_code: ['code'], ix_monitor_point_outlet: ['outlet_id'] },
  );
  await createTable(
    runner,
    'device',
    [
      primaryUuid(),
      text('mn', 40),
      uuid('monitor_point_id'),
      text('enterprise_code', 18, nullable),
      text('system_type', 2),
      text('protocol_version', 4),
      text('crc_order', 16),
      text('length_rule', 24),
      text('password_hash', 160),
      json('factors'),
      instant('last_seen_at', nullable),
    ],
    { ux_device_mn: ['mn'], ix_device_monitor_point: ['monitor_point_id'] },
  );
}

async function createLimits(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'pollutant',
    [
      primaryUuid(),
      text('code', 16),
      text('name', 80),
      text('name_en', 80),
      text('medium', 8),
      text('unit', 16),
      integer('decimals'),
    ],
    { ux_pollutant_code: ['code'] },
  );
  await createTable(
    runner,
    'limit_rule',
    [
      primaryUuid(),
      uuid('outlet_id', nullable),
      text('medium', 8, nullable),
      text('pollutant_code', 16),
      text('averaging', 16),
      text('upper', 42, nullable),
      text('lower', 42, nullable),
      text('unit', 16),
      text('standard', 120),
      longText('basis_note'),
      text('effective_from', 10),
      text('effective_to', 10, nullable),
      integer('opens_after'),
      integer('ends_after'),
      flag('is_converted'),
      instant('published_at', nullable),
      text('published_by', 64, nullable),
    ],
    {
      ix_limit_rule_outlet: ['outlet_id'],
      ix_limit_rule_medium: ['medium'],
      ix_limit_rule_pollutant: ['pollutant_code'],
    },
  );
  await createTable(runner, 'averaging_rule', [
    text('interval_kind', 8, primary),
    text('effective_from', 10, primary),
    integer('parts'),
    integer('needed'),
    text('source', 120),
  ]);
  await createTable(runner, 'instrument_rule', [
    text('pollutant_code', 16, primary),
    text('effective_from', 10, primary),
    text('effective_to', 10, nullable),
    text('unit', 16),
    text('lowest', 42),
    text('highest', 42),
    text('largest_step', 42),
    integer('frozen_after'),
    text('source', 120),
  ]);
}

async function createReadings(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'reading_stream',
    [integer('number', primary), uuid('device_id'), uuid('monitor_point_id'), text('interval_kind', 16)],
    {
      ux_reading_stream: ['device_id', 'monitor_point_id', 'interval_kind'],
      ix_reading_stream_point: ['monitor_point_id'],
    },
  );
  await createTable(
    runner,
    'reading',
    [
      integer('stream_number', primary),
      instant('measured_at', primary),
      integer('sequence', primary),
      text('pollutant_code', 16, primary),
      text('statistic', 8, primary),
      text('value', 42),
      text('unit', 16),
      text('flag', 1, nullable),
      instant('received_at'),
      instant('corrected_at', nullable),
    ],
    {},
    { withoutRowid: true },
  );
  await createTable(
    runner,
    'reading_correction',
    [
      primaryUuid(),
      integer('stream_number'),
      instant('measured_at'),
      text('pollutant_code', 16),
      text('statistic', 8),
      text('value', 42),
      text('flag', 1, nullable),
      instant('received_at'),
      instant('corrected_at'),
    ],
    { ix_reading_correction_reading: ['stream_number', 'measured_at'] },
  );
  await createTable(
    runner,
    'parked_value',
    [
      text('id', 43, primary),
      uuid('device_id'),
      text('kind', 16),
      text('command', 4),
      text('data_time', 14),
      longText('name'),
      longText('text'),
      longText('flag_text', nullable),
      instant('received_at'),
    ],
    {
      ix_parked_value_device: ['device_id', 'received_at', 'id'],
      ix_parked_value_kind: ['device_id', 'kind', 'received_at', 'id'],
    },
  );
}

async function createFaults(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'device_fault',
    [
      text('id', 90, primary),
      uuid('device_id'),
      text('kind', 32),
      text('day', 10),
      integer('count'),
      instant('first_at'),
      instant('last_at'),
      longText('detail'),
    ],
    { ix_device_fault_device: ['device_id', 'last_at', 'id'] },
  );
  await createTable(
    runner,
    'unknown_device',
    [
      text('mn', 40, primary),
      integer('count'),
      instant('first_at'),
      instant('last_at'),
      text('remote_address', 64),
      longText('excerpt'),
    ],
    { ix_unknown_device_last: ['last_at', 'mn'] },
  );
}

async function createExceedances(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'exceedance',
    [
      primaryUuid(),
      uuid('device_id'),
      text('statistic', 8),
      text('interval_kind', 16),
      integer('sequence'),
      uuid('limit_rule_id'),
      uuid('outlet_id'),
      uuid('enterprise_id'),
      text('enterprise_code', 18),
      text('grid_code', 15, nullable),
      text('pollutant_code', 16),
      text('averaging', 16),
      text('bound', 8),
      text('value', 42),
      text('limit_value', 42),
      text('unit', 16),
      instant('measured_at'),
      instant('raised_at'),
    ],
    {
      ux_exceedance_reading_rule: ['device_id', 'limit_rule_id', 'measured_at', 'sequence'],
      ix_exceedance_raised: ['raised_at'],
      ix_exceedance_enterprise: ['enterprise_code', 'raised_at'],
      ix_exceedance_grid: ['grid_code', 'raised_at'],
    },
  );
}

async function createEpisodes(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'episode',
    [
      primaryUuid(),
      text('state', 8),
      integer('version'),
      text('live_key', 80, nullable),
      uuid('limit_rule_id'),
      text('averaging', 16),
      uuid('device_id'),
      uuid('monitor_point_id'),
      uuid('outlet_id'),
      uuid('enterprise_id'),
      text('enterprise_code', 18),
      text('grid_code', 15, nullable),
      text('pollutant_code', 16),
      text('bound', 8),
      text('peak', 42),
      text('limit_value', 42),
      text('unit', 16),
      instant('peak_at'),
      instant('first_at'),
      instant('last_at'),
      instant('judged_at'),
      integer('reading_count'),
      integer('within_count'),
      instant('within_since', nullable),
      instant('opened_at'),
      instant('announced_at', nullable),
      instant('ended_at', nullable),
      uuid('previous_id', nullable),
    ],
    {
      ux_episode_live: ['live_key'],
      ix_episode_opened: ['opened_at'],
      ix_episode_enterprise: ['enterprise_code', 'opened_at'],
      ix_episode_grid: ['grid_code', 'opened_at'],
      ix_episode_outlet: ['outlet_id', 'opened_at'],
      ix_episode_device_rule: ['device_id', 'limit_rule_id', 'opened_at'],
    },
  );
}
