import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns, createIdempotencyTable } from '@ecogrid/database';
import { createEventTables } from '@ecogrid/events';
import { createKnownGridTable } from '@ecogrid/territory';

const { createTable, flag, instant, integer, json, longText, nullable, primaryUuid, text, uuid } = columns;

/** The baseline: until 1.0 it is edited in place. */
export class CreateAssessment1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createEventTables(runner);
    await createIdempotencyTable(runner);
    await createProjections(runner);
    await createRules(runner);
    await createLedger(runner);
    await createTrainings(runner);
    await createDocuments(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}

const TABLES = [
  'document_version',
  'document',
  'attendance',
  'training_session',
  'trainer',
  'score_entry',
  'period',
  'scoring_rule',
  'rule_set',
  'known_case',
  'known_appointment',
  'known_person',
  'known_organization',
  'known_grid',
  'idempotency_record',
  'consumer_position',
  'parked_event',
  'event_log_identity',
  'event_log',
];

async function createProjections(runner: QueryRunner): Promise<void> {
  await createKnownGridTable(runner);
  await createTable(
    runner,
    'known_organization',
    [
      primaryUuid(),
      text('code', 64),
      text('kind', 24),
      integer('platform_level', nullable),
      text('division_code', 12),
      integer('source_version'),
    ],
    { ux_known_organization_code: ['code'] },
  );
  await createTable(runner, 'known_person', [primaryUuid(), text('pseudonym', 32)], {
    ux_known_person_pseudonym: ['pseudonym'],
  });
  await createTable(
    runner,
    'known_appointment',
    [
      primaryUuid(),
      uuid('person_id'),
      text('role', 24),
      text('organization_code', 64),
      text('grid_code', 15, nullable),
      text('since', 10),
      text('until', 10, nullable),
      integer('source_version'),
    ],
    { ix_known_appointment_grid: ['grid_code'], ix_known_appointment_person: ['person_id'] },
  );
  await createTable(runner, 'known_case', [
    primaryUuid(),
    text('channel', 32),
    text('grid_code', 15),
    uuid('filed_event_id'),
    uuid('closed_on_time_event_id', nullable),
    uuid('closed_late_event_id', nullable),
  ]);
}

async function createRules(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'rule_set',
    [
      primaryUuid(),
      text('code', 64),
      integer('version'),
      text('name_zh', 160),
      text('name_en', 160),
      text('effective_from', 10),
      text('effective_to', 10, nullable),
      integer('base_hundredths'),
      integer('floor_hundredths'),
      integer('ceiling_hundredths'),
    ],
    { ux_rule_set_version: ['code', 'version'] },
  );
  await createTable(
    runner,
    'scoring_rule',
    [
      primaryUuid(),
      uuid('rule_set_id'),
      text('code', 64),
      text('subject_kind', 16),
      text('kind', 16),
      text('event_topic', 64, nullable),
      text('condition', 500, nullable),
      text('subject_path', 64, nullable),
      integer('points_hundredths'),
      text('multiplier', 500, nullable),
      integer('cap_hundredths', nullable),
      longText('text_zh'),
      longText('text_en'),
    ],
    { ux_scoring_rule_code: ['rule_set_id', 'code'] },
  );
}

async function createLedger(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'period', [
    text('code', 7, { isPrimary: true }),
    instant('starts_at'),
    instant('ends_at'),
    text('state', 8),
  ]);
  await createTable(
    runner,
    'score_entry',
    [
      primaryUuid(),
      text('subject_kind', 16),
      text('subject_code', 64),
      uuid('rule_id'),
      text('rule_code', 64),
      integer('rule_set_version'),
      text('period_code', 7),
      integer('points_hundredths'),
      text('source_topic', 64),
      uuid('source_event_id'),
      uuid('source_id', nullable),
      json('inputs'),
      uuid('reversal_of', nullable),
      text('reason', 500, nullable),
      uuid('posted_by', nullable),
      instant('posted_at'),
    ],
    {
      ux_score_entry_source: ['rule_id', 'source_event_id', 'subject_code'],
      ux_score_entry_reversal: ['reversal_of'],
      ix_score_entry_subject: ['subject_kind', 'period_code', 'subject_code'],
      ix_score_entry_posted: ['posted_at', 'id'],
      ix_score_entry_source_id: ['source_id'],
    },
  );
}

async function createTrainings(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'trainer', [primaryUuid(), text('name', 40), text('organization_name', 120)]);
  await createTable(
    runner,
    'training_session',
    [
      primaryUuid(),
      text('code', 32),
      text('title', 120),
      text('topic', 32),
      text('held_on', 10),
      text('place', 120),
      uuid('trainer_id'),
    ],
    { ux_training_session_code: ['code'] },
  );
  await createTable(
    runner,
    'attendance',
    [
      primaryUuid(),
      uuid('session_id'),
      uuid('person_id'),
      flag('has_attended'),
      integer('score_hundredths', nullable),
    ],
    { ux_attendance_person: ['session_id', 'person_id'], ix_attendance_person: ['person_id'] },
  );
}

async function createDocuments(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'document',
    [primaryUuid(), text('code', 64), text('type', 24), text('title_zh', 160), text('title_en', 160)],
    { ux_document_code: ['code'] },
  );
  await createTable(
    runner,
    'document_version',
    [
      primaryUuid(),
      uuid('document_id'),
      text('version', 16),
      text('effective_from', 10),
      text('issuer_organization_code', 64),
    ],
    { ux_document_version: ['document_id', 'version'] },
  );
}
