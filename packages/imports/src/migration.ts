import type { QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

/** For the first migration of a database that takes imports, in the order of their creation. */
export const IMPORT_TABLES = ['data_import', 'import_fault', 'imported_row', 'data_export'];

export async function createImportTables(runner: QueryRunner): Promise<void> {
  const { createTable, instant, integer, json, nullable, primaryUuid, text, uuid } = columns;
  const primary = { isPrimary: true } as const;
  await createTable(
    runner,
    'data_import',
    [
      primaryUuid(),
      integer('number'),
      text('kind', 24),
      text('format', 8),
      text('state', 16),
      text('mode', 16, nullable),
      integer('version'),
      integer('size_bytes'),
      text('sha256', 64),
      integer('row_count', nullable),
      integer('position'),
      integer('fault_count'),
      integer('added_count'),
      integer('updated_count'),
      integer('unchanged_count'),
      integer('left_count'),
      instant('created_at'),
      text('created_by', 64, nullable),
      text('run_by', 64, nullable),
      uuid('holder', nullable),
      instant('held_until', nullable),
    ],
    { ux_data_import_number: ['number'], ix_data_import_state: ['state', 'number'] },
  );
  await createTable(runner, 'import_fault', [
    primaryUuid('import_id'),
    integer('sequence', primary),
    integer('line_number', nullable),
    text('column_heading', 64, nullable),
    text('problem', 32),
    json('details'),
  ]);
  await createTable(runner, 'imported_row', [
    primaryUuid('import_id'),
    integer('line_number', primary),
    uuid('subject_id'),
    json('before_row', nullable),
    integer('version'),
  ]);
  await createTable(runner, 'data_export', [
    primaryUuid(),
    text('kind', 24),
    text('format', 8),
    json('actor'),
    instant('created_at'),
  ]);
}
