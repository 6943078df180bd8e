import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { createTable, flag, instant, integer, longText, nullable, primaryUuid, text, uuid } = columns;

/** Samples of closed cases, what they were drawn from, and what was found at those that were drawn. */
export class PostSupervision1767225680000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const index = new TableIndex({ name: 'ix_case_closed', columnNames: ['closed_at'] });
    await runner.createIndex('supervision_case', index);
    await createSamples(runner);
    await createInspections(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['inspection', 'post_supervision_population', 'post_supervision_sample'])
      await runner.dropTable(table);
    await runner.dropIndex('supervision_case', 'ix_case_closed');
  }
}

async function createSamples(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'post_supervision_sample',
    [
      primaryUuid(),
      text('closed_from', 10),
      text('closed_before', 10),
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
}

async function createInspections(runner: QueryRunner): Promise<void> {
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
      ix_inspection_sample: ['sample_id'],
      ix_inspection_drawn: ['drawn_at'],
      ix_inspection_state_drawn: ['state', 'drawn_at'],
    },
  );
}
