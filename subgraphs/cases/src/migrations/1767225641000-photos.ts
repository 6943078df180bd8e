import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { addColumns, createTable, flag, instant, integer, longText, nullable, primaryUuid, real, text, uuid } =
  columns;

/** Flags that are new on rows which are there: not demanded. */
const FLAGS = {
  ticket: 'needs_photo_after',
  category: 'needs_photo_after',
  intake_channel_version: 'needs_site_photo',
};

/** Photos, what was found on site, and who demands them. */
export class Photos1767225641000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, name] of Object.entries(FLAGS))
      await addColumns(runner, table, [flag(name, { default: 0 })]);
    await createPhotos(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['verification', 'attachment']) await runner.dropTable(table);
    for (const [table, name] of Object.entries(FLAGS)) await runner.dropColumn(table, name);
  }
}

async function createPhotos(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'attachment',
    [
      primaryUuid(),
      text('state', 16),
      text('purpose', 32),
      uuid('subject_id', nullable),
      uuid('holder_id', nullable),
      text('moment', 16),
      text('media_type', 32),
      integer('size_bytes'),
      text('sha256', 64),
      integer('width', nullable),
      integer('height', nullable),
      text('uploader_id', 64),
      instant('created_at'),
      instant('stored_at', nullable),
    ],
    {
      ix_attachment_holder: ['holder_id'],
      ix_attachment_state_created: ['state', 'created_at'],
      ix_attachment_uploader_state: ['uploader_id', 'state'],
    },
  );
  await createTable(
    runner,
    'verification',
    [
      primaryUuid(),
      uuid('subject_id'),
      text('answer', 16),
      longText('note', nullable),
      real('longitude', nullable),
      real('latitude', nullable),
      text('verifier_id', 64, nullable),
      instant('at'),
    ],
    { ix_verification_subject: ['subject_id'] },
  );
}
