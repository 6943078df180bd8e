import type { QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';
import { createKnownGridTable } from '@ecogrid/territory';

const { createTable, flag, instant, integer, json, longText, nullable, primaryUuid, real, text, uuid } =
  columns;

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
      text('phone', 32, nullable),
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
    { ix_known_appointment_person: ['person_number'], ix_known_appointment_person_id: ['person_id'] },
  );
  await createTable(
    runner,
    'known_object',
    [
      primaryUuid(),
      text('kind', 24),
      text('credit_code', 18, nullable),
      text('name', 120),
      real('longitude'),
      real('latitude'),
      integer('source_version'),
    ],
    { ux_known_object_code: ['credit_code'] },
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
    text('guideline_code', 32, nullable),
    flag('needs_photo_after', { default: '0' }),
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
      text('code', 64, nullable),
      integer('version', nullable),
      text('object_kind', 24, nullable),
      flag('is_urgent', nullable),
      longText('reason', nullable),
      text('published_by', 64, nullable),
      instant('published_at', nullable),
    ],
    { ix_routing_rule_rank: ['rank'], ux_routing_rule_version: ['code', 'version'] },
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
      text('effective_from', 10),
      text('effective_to', 10, nullable),
    ],
    { ux_campaign_code: ['code'] },
  );
  await createTable(runner, 'intake_channel_version', [
    text('code', 32, { isPrimary: true }),
    text('effective_from', 10, { isPrimary: true }),
    text('effective_to', 10, nullable),
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
    json('demands'),
    flag('needs_site_photo', { default: '0' }),
  ]);
  await createTable(
    runner,
    'guideline',
    [
      primaryUuid(),
      text('code', 32),
      text('name_zh', 120),
      text('name_en', 160),
      text('source', 200),
      text('effective_from', 10),
      text('effective_to', 10, nullable),
    ],
    { ux_guideline_code_from: ['code', 'effective_from'] },
  );
  await createTable(
    runner,
    'guideline_clause',
    [primaryUuid(), uuid('guideline_id'), integer('number'), longText('text_zh'), longText('text_en')],
    { ux_guideline_clause_number: ['guideline_id', 'number'] },
  );
  await createTable(runner, 'deadline_policy', [
    primaryUuid(),
    text('category_code', 32, nullable),
    integer('warn_percent'),
    integer('warn_lead_minutes'),
    integer('escalate_every_minutes'),
    json('escalation_levels'),
    integer('phone_from_overdue', nullable),
    integer('acknowledge_minutes'),
    integer('phone_after_minutes'),
    integer('no_answer_minutes'),
    integer('wrong_number_minutes'),
    text('effective_from', 10),
    text('effective_to', 10, nullable),
  ]);
}

export async function createCalendar(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'work_calendar',
    [
      text('version', 64, { isPrimary: true }),
      instant('effective_from'),
      text('source', 200),
      json('working_weekdays'),
      json('sessions'),
      instant('published_at'),
      text('published_by', 64, nullable),
    ],
    { ix_work_calendar_effective: ['effective_from'] },
  );
  await createTable(runner, 'work_calendar_day', [
    text('version', 64, { isPrimary: true }),
    text('date', 10, { isPrimary: true }),
    flag('is_workday'),
  ]);
}
