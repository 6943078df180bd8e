import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { createTable, instant, integer, json, nullable, primaryUuid, text, uuid } = columns;

/** Letters to organizations: written with what they tell, sent afterwards. */
export class CreateLetters1767225620000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createTable(
      runner,
      'letter',
      [
        primaryUuid(),
        integer('version'),
        text('kind', 32),
        text('state', 16),
        uuid('case_id'),
        uuid('ticket_id'),
        text('organization_code', 64),
        text('address', 120),
        text('domain', 120),
        text('message_id', 160),
        json('facts'),
        integer('attempts'),
        text('fault', 16, nullable),
        text('answer', 200, nullable),
        instant('created_at'),
        instant('due_at', nullable),
        instant('attempted_at', nullable),
        instant('sent_at', nullable),
      ],
      {
        ix_letter_ticket: ['ticket_id'],
        ix_letter_due: ['due_at'],
        ix_letter_state_created: ['state', 'created_at'],
      },
    );
  }

  down(runner: QueryRunner): Promise<void> {
    return runner.dropTable('letter');
  }
}
