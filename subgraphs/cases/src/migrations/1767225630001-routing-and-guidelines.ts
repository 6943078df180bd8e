import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns } from '@ecogrid/database';

const { addColumns, createTable, flag, instant, integer, longText, nullable, primaryUuid, text, uuid } =
  columns;

/** Routing rules get versions, and guidelines their clauses. */
export class RoutingAndGuidelines1767225630001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'routing_rule', RULE);
    await runner.query('UPDATE routing_rule SET code = id, version = 1');
    await runner.query('CREATE UNIQUE INDEX ux_routing_rule_version ON routing_rule (code, version)');
    await addColumns(runner, 'category', [text('guideline_code', 32, nullable)]);
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
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('guideline_clause');
    await runner.dropTable('guideline');
    await runner.dropColumns('category', ['guideline_code']);
    await runner.dropIndex('routing_rule', 'ux_routing_rule_version');
    await runner.dropColumns(
      'routing_rule',
      RULE.map(({ name }) => name),
    );
  }
}

const RULE = [
  text('code', 64, nullable),
  integer('version', nullable),
  text('object_kind', 24, nullable),
  flag('is_urgent', nullable),
  longText('reason', nullable),
  text('published_by', 64, nullable),
  instant('published_at', nullable),
];
