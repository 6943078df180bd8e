import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { alterTable, columns, type Alteration } from '@ecogrid/database';
import { tokensOf } from '../case/index.ts';

const { createTable, instant, nullable, text, uuid } = columns;

const END_OF_TIME = "'9999-12-31 00:00:00.000'";
const STREET = {
  ...text('street_code', 9, nullable),
  fill: 'CASE WHEN LENGTH(grid_code) >= 9 THEN SUBSTR(grid_code, 1, 9) END',
};
const TICKET_DUE = `CASE WHEN state IN ('RECALLED', 'RETURNED') OR COALESCE(done_at, suspended_at) <= due_at THEN ${END_OF_TIME} ELSE due_at END`;

/** The indexes of lists: places, states and times in order, and the words of cases. */
export class ListCases1767225650000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE supervision_case SET due_order = ${END_OF_TIME} WHERE closed_at IS NOT NULL AND closed_at <= due_at`,
    );
    for (const [table, added] of Object.entries(ADDED)) {
      const [dropped, indexes] = [Object.keys(OLD_INDEXES[table] ?? {}), NEW_INDEXES[table] ?? {}];
      await alterTable(runner, { table, dropped, added, indexes });
    }
    await createTokens(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('case_token');
    for (const [table, added] of Object.entries(ADDED)) {
      for (const name of Object.keys(NEW_INDEXES[table] ?? {})) await runner.dropIndex(table, name);
      await runner.dropColumns(
        table,
        added.map(({ name }) => name),
      );
      const indexes = OLD_INDEXES[table] ?? {};
      for (const [name, columnNames] of Object.entries(indexes))
        await runner.createIndex(table, new TableIndex({ name, columnNames: [...columnNames] }));
    }
  }
}

const ofCase = (name: string): string =>
  `(SELECT item.${name} FROM supervision_case item WHERE item.id = case_party.case_id)`;

const ADDED: Readonly<Record<string, Alteration['added']>> = {
  supervision_case: [STREET],
  case_party: [
    { ...text('state', 24), fill: ofCase('state') },
    { ...instant('created_at'), fill: ofCase('created_at') },
    { ...instant('due_order'), fill: ofCase('due_order') },
  ],
  ticket: [STREET, { ...instant('due_order'), fill: TICKET_DUE }],
  report: [STREET],
};

type IndexesByTable = Readonly<Record<string, Alteration['indexes']>>;

const OLD_INDEXES: IndexesByTable = {
  supervision_case: {
    ix_case_created: ['created_at'],
    ix_case_state_created: ['state', 'created_at'],
    ix_case_category_created: ['category_code', 'created_at'],
    ix_case_due: ['due_order'],
    ix_case_grid_created: ['grid_code', 'created_at'],
    ix_case_enterprise_code: ['enterprise_code'],
  },
  case_party: { ix_case_party_organization: ['organization_code'] },
  ticket: {
    ix_ticket_organization_issued: ['organization_code', 'issued_at'],
    ix_ticket_grid: ['grid_code'],
  },
  report: {
    ix_report_grid: ['grid_code'],
    ix_report_reporter: ['reporter_id'],
    ix_report_received: ['received_at'],
  },
};

/** For each place: all rows by time, and each state by time and by deadline. */
function placed(
  stem: string,
  place: readonly string[],
  time: readonly [word: string, column: string],
  id = 'id',
): Record<string, string[]> {
  const [word, column] = time;
  return {
    [`${stem}_${word}`]: [...place, column, id],
    [`${stem}_state_${word}`]: [...place, 'state', column, id],
    ...(word !== 'received' && { [`${stem}_state_due`]: [...place, 'state', 'due_order', id] }),
  };
}

const CREATED = ['created', 'created_at'] as const;
const ISSUED = ['issued', 'issued_at'] as const;
const RECEIVED = ['received', 'received_at'] as const;
const NEW_INDEXES: IndexesByTable = {
  supervision_case: {
    ...placed('ix_case', [], CREATED),
    ...placed('ix_case_street', ['street_code'], CREATED),
    ...placed('ix_case_grid', ['grid_code'], CREATED),
    ...placed('ix_case_category', ['category_code'], CREATED),
    ...placed('ix_case_credit_code', ['enterprise_code'], CREATED),
  },
  case_party: placed('ix_case_party', ['organization_code'], CREATED, 'case_id'),
  ticket: {
    ...placed('ix_ticket', [], ISSUED),
    ...placed('ix_ticket_organization', ['organization_code'], ISSUED),
    ...placed('ix_ticket_street', ['street_code'], ISSUED),
    ...placed('ix_ticket_grid', ['grid_code'], ISSUED),
  },
  report: {
    ...placed('ix_report', [], RECEIVED),
    ...placed('ix_report_street', ['street_code'], RECEIVED),
    ...placed('ix_report_grid', ['grid_code'], RECEIVED),
    ...placed('ix_report_reporter', ['reporter_id'], RECEIVED),
  },
};

async function createTokens(runner: QueryRunner): Promise<void> {
  const key = { isPrimary: true };
  const tokens = [text('token', 24, key), uuid('case_id', key)];
  await createTable(runner, 'case_token', tokens, {}, { withoutRowid: true });
  for (let after = ''; ;) {
    const cases = await searchedAfter(runner, after);
    for (const { id, words } of cases) await writeTokens(runner, id, tokensOf(...words));
    const last = cases.at(-1);
    if (!last) return;
    after = last.id;
  }
}

async function searchedAfter(
  runner: QueryRunner,
  id: string,
): Promise<Array<{ id: string; words: Array<string | null> }>> {
  const rows = (await runner.query(
    'SELECT id, number, title, description, object_name, enterprise_code FROM supervision_case WHERE id > ? ORDER BY id LIMIT 500',
    [id],
  )) as Array<Record<string, string | null>>;
  return rows.map(({ id: own, ...said }) => ({ id: own as string, words: Object.values(said) }));
}

async function writeTokens(runner: QueryRunner, caseId: string, tokens: readonly string[]): Promise<void> {
  for (let start = 0; start < tokens.length; start += 1_000) {
    const rows = tokens.slice(start, start + 1_000);
    const values = rows.map(() => '(?, ?)').join(', ');
    await runner.query(
      `INSERT INTO case_token (token, case_id) VALUES ${values}`,
      rows.flatMap((token) => [token, caseId]),
    );
  }
}
