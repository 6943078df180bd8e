import type { QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';
import { createKnownGridTable } from '@ecogrid/territory';

const { createTable, flag, integer, json, nullable, primaryUuid, real, text, uuid } = columns;

export async function createProjections(runner: QueryRunner): Promise<void> {
  await createKnownGridTable(runner);
  await createTable(
    runner,
    'known_organization',
    [
      primaryUuid(),
      text('code', 64),
      text('name', 80),
      text('kind', 24),
      text('email', 120),
      integer('source_version'),
    ],
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

export async function createCodeTables(runner: QueryRunner): Promise<void> {
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
    integer('max_extensions'),
    integer('duplicate_metres'),
    integer('duplicate_hours'),
    text('effective_from', 10),
    text('effective_to', 10, nullable),
  ]);
  await createTable(runner, 'intake_channel', [
    text('code', 32, { isPrimary: true }),
    text('name_zh', 80),
    text('name_en', 120),
    integer('sort_order'),
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
