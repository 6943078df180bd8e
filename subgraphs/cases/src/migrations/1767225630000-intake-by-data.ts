import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { addColumns, createTable, flag, integer, json, nullable, text, uuid } = columns;

/** Channels get dates and demands; reports and cases say who assigned them, and why they lie in their grid. */
export class IntakeByData1767225630000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'intake_channel_version', [
      text('code', 32, { isPrimary: true }),
      text('effective_from', 10, { isPrimary: true }),
      text('effective_to', 10, nullable),
      ...CHANNEL,
      json('demands'),
    ]);
    const kept = CHANNEL.map(({ name }) => name).join(', ');
    await runner.query(
      `INSERT INTO intake_channel_version (code, effective_from, ${kept}, demands)
       SELECT code, '2026-01-01', ${kept}, '[]' FROM intake_channel`,
    );
    for (const [code, demand] of Object.entries(DEMANDS))
      await runner.query(
        `UPDATE intake_channel_version SET demands = '["${demand}"]' WHERE code = '${code}'`,
      );
    await runner.dropTable('intake_channel');
    for (const table of ['report', 'supervision_case']) await addColumns(runner, table, SOURCE);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['report', 'supervision_case'])
      await runner.dropColumns(
        table,
        SOURCE.map(({ name }) => name),
      );
    await createTable(runner, 'intake_channel', [text('code', 32, { isPrimary: true }), ...CHANNEL]);
    const kept = CHANNEL.map(({ name }) => name).join(', ');
    await runner.query(
      `INSERT INTO intake_channel (code, ${kept})
       SELECT code, ${kept} FROM intake_channel_version WHERE effective_to IS NULL`,
    );
    await runner.dropTable('intake_channel_version');
  }
}

/** The demands of existing channels from now on. */
const DEMANDS = { SUPERIOR: 'SUPERIOR', CAMPAIGN: 'CAMPAIGN', VIDEO: 'CAMERA', PUBLIC: 'PLACE' };

const CHANNEL = [
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
];

const SOURCE = [
  text('superior_level', 16, nullable),
  text('superior_document', 64, nullable),
  text('campaign_code', 32, nullable),
  uuid('camera_id', nullable),
  json('grid_match', nullable),
];
