import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns, createIdempotencyTable } from '@ecogrid/database';
import { createEventTables } from '@ecogrid/events';
import { IMPORT_TABLES, createImportTables } from '@ecogrid/imports';

const { createTable, instant, integer, json, longText, nullable, primaryUuid, text, uuid } = columns;

export class CreateGrids1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createEventTables(runner);
    await createIdempotencyTable(runner);
    await createTerritory(runner);
    await createPeople(runner);
    await createAssets(runner);
    await createAccounts(runner);
    await createImportTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}

const TABLES = [
  ...IMPORT_TABLES,
  'asset_issue',
  'asset',
  'service_account',
  'login_account',
  'audit_entry',
  'appointment',
  'person',
  'grid',
  'organization',
  'division',
  'idempotency_record',
  'consumer_position',
  'parked_event',
  'event_log_identity',
  'event_log',
];

async function createTerritory(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'division',
    [
      uuid('id'),
      text('code', 12, { isPrimary: true }),
      text('name', 80),
      text('name_en', 80),
      text('level', 16),
      text('parent_code', 12, nullable),
    ],
    { ix_division_parent: ['parent_code'] },
  );
  await createTable(
    runner,
    'organization',
    [
      primaryUuid(),
      text('code', 64),
      text('name', 80),
      text('name_en', 120),
      text('short_name', 40),
      text('kind', 24),
      integer('platform_level', nullable),
      text('parent_code', 64, nullable),
      text('division_code', 12),
      text('email', 120),
      text('phone', 32),
      integer('version'),
    ],
    { ux_organization_code: ['code'], ix_organization_parent: ['parent_code'] },
  );
  await createTable(
    runner,
    'grid',
    [
      primaryUuid(),
      text('code', 15),
      text('name', 80),
      integer('level'),
      text('parent_code', 15, nullable),
      text('division_code', 12),
      text('responsible_organization_code', 64),
      json('polygon'),
      integer('version'),
    ],
    { ux_grid_code: ['code'], ix_grid_parent: ['parent_code'] },
  );
}

async function createPeople(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'person',
    [
      primaryUuid(),
      text('number', 16),
      text('name', 40),
      text('phone', 32),
      text('email', 120, nullable),
      text('organization_code', 64),
      integer('version'),
      text('pseudonym', 32),
    ],
    {
      ux_person_number: ['number'],
      ux_person_pseudonym: ['pseudonym'],
      ix_person_organization: ['organization_code'],
    },
  );
  await createTable(
    runner,
    'appointment',
    [
      primaryUuid(),
      uuid('person_id'),
      text('role', 24),
      text('organization_code', 64),
      text('grid_code', 15, nullable),
      text('enterprise_code', 18, nullable),
      text('since', 10),
      text('until', 10, nullable),
      integer('version'),
    ],
    { ix_appointment_person: ['person_id'], ix_appointment_grid: ['grid_code'] },
  );
  await createTable(runner, 'service_account', [text('name', 64, { isPrimary: true }), text('role', 24)]);
}

async function createAccounts(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'login_account',
    [primaryUuid(), text('subject', 255), uuid('person_id'), instant('linked_at')],
    { ux_login_account_subject: ['subject'], ix_login_account_person: ['person_id'] },
  );
  await createTable(
    runner,
    'audit_entry',
    [
      primaryUuid(),
      instant('occurred_at'),
      text('kind', 16),
      text('action', 64),
      text('person_id', 64, nullable),
      text('subject', 200),
      longText('reason', nullable),
    ],
    {
      ix_audit_entry_at: ['occurred_at'],
      ix_audit_entry_kind: ['kind', 'occurred_at'],
      ix_audit_entry_person: ['person_id', 'occurred_at'],
    },
  );
}

async function createAssets(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'asset', [primaryUuid(), text('code', 32), text('kind', 16), text('model', 80)], {
    ux_asset_code: ['code'],
  });
  await createTable(
    runner,
    'asset_issue',
    [
      primaryUuid(),
      uuid('asset_id'),
      uuid('holder_id'),
      text('issued_on', 10),
      text('returned_on', 10, nullable),
    ],
    { ix_asset_issue_asset: ['asset_id'] },
  );
}
