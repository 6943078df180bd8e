import type { QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';
import { attachedFileColumns } from '@ecogrid/files';

const { createTable, flag, instant, integer, json, longText, nullable, primaryUuid, real, text, uuid } =
  columns;

export async function createReports(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'report',
    [
      primaryUuid(),
      text('state', 24),
      integer('version'),
      text('channel_code', 32),
      text('category_code', 32, nullable),
      longText('description'),
      text('grid_code', 15, nullable),
      real('longitude', nullable),
      real('latitude', nullable),
      text('place_description', 200, nullable),
      text('object_kind', 24, nullable),
      text('object_name', 120, nullable),
      uuid('object_id', nullable),
      text('enterprise_code', 18, nullable),
      uuid('outlet_id', nullable),
      text('pollutant_code', 16, nullable),
      uuid('exceedance_id', nullable),
      text('reporter_id', 64, nullable),
      uuid('case_id', nullable),
      json('review_levels'),
      integer('reviews_done'),
      json('reviewer_ids'),
      flag('is_declined'),
      flag('needs_verification'),
      text('verification', 16, nullable),
      longText('rejection_reason', nullable),
      instant('observed_at'),
      instant('received_at'),
      text('superior_level', 16, nullable),
      text('superior_document', 64, nullable),
      text('campaign_code', 32, nullable),
      uuid('camera_id', nullable),
      json('grid_match', nullable),
      text('street_code', 9, nullable),
    ],
    {
      ix_report_case: ['case_id'],
      ix_report_grid_received: ['grid_code', 'received_at', 'id'],
      ix_report_grid_state_received: ['grid_code', 'state', 'received_at', 'id'],
      ix_report_received: ['received_at', 'id'],
      ix_report_reporter_received: ['reporter_id', 'received_at', 'id'],
      ix_report_reporter_state_received: ['reporter_id', 'state', 'received_at', 'id'],
      ix_report_state_received: ['state', 'received_at', 'id'],
      ix_report_street_received: ['street_code', 'received_at', 'id'],
      ix_report_street_state_received: ['street_code', 'state', 'received_at', 'id'],
      ux_report_exceedance: ['exceedance_id'],
    },
  );
  await createTable(
    runner,
    'review',
    [
      primaryUuid(),
      uuid('report_id'),
      integer('sequence'),
      text('level', 16),
      text('decision', 16),
      longText('note', nullable),
      text('reviewer_id', 64, nullable),
      instant('at'),
    ],
    { ux_review_report_sequence: ['report_id', 'sequence'] },
  );
  await createTable(runner, 'report_allowance', [
    integer('clock_hour', { isPrimary: true }),
    text('client', 64, { isPrimary: true }),
    integer('taken'),
  ]);
}

export async function createEvidence(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'attachment',
    [...attachedFileColumns(), text('purpose', 32), uuid('subject_id', nullable)],
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
