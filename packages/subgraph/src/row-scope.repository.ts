import { placeholders, type Condition } from '@ecogrid/database';
import { Brackets, type ObjectLiteral, type WhereExpressionBuilder } from 'typeorm';
import type { RowScope } from '@ecogrid/identity';

/** The columns of a table of the name `item` that each part of a scope is compared with. */
interface ScopedTable {
  readonly grid: string;
  /** @param list the `?` of the organizations. */
  readonly organization?: (list: string) => string;
  readonly enterprise?: string;
  readonly reporter?: string;
}

/** The rule of `inScope` as a condition on a table of the name `item`. */
export function scopeCondition(scope: RowScope, columns: ScopedTable): Condition {
  if (scope.everything) return { text: '1 = 1', values: [] };
  const { grids, organizations, enterprises, reporter } = scope;
  const parts: Condition[] = grids.map((code) => ({ text: `${columns.grid} LIKE ?`, values: [`${code}%`] }));
  if (columns.organization && organizations.length > 0)
    parts.push({ text: columns.organization(placeholders(organizations)), values: organizations });
  if (columns.enterprise && enterprises.length > 0)
    parts.push({ text: `${columns.enterprise} IN (${placeholders(enterprises)})`, values: enterprises });
  if (columns.reporter && reporter !== null)
    parts.push({ text: `${columns.reporter} = ?`, values: [reporter] });
  const text = ['1 = 0', ...parts.map((part) => part.text)].join(' OR ');
  return { text: `(${text})`, values: parts.flatMap(({ values }) => values) };
}

/** The SQL that each part of a scope is compared with; a part that a table does not have is left out. */
interface ScopedColumns {
  readonly grid?: string;
  /** A condition with the list parameter `:...scopeOrganizations`. */
  readonly organization?: string;
  readonly enterprise?: string;
  readonly reporter?: string;
}

/** The where clause of a scope: `inScope` for a table in place of a row. */
export function scopeClause(scope: RowScope, columns: ScopedColumns): Brackets {
  return new Brackets((where) => {
    where.where(scope.everything ? '1 = 1' : '1 = 0');
    if (scope.everything) return;
    scope.grids.forEach((code, index) =>
      or(where, `${code}%`, columns.grid && `${columns.grid} LIKE :scopeGrid${index}`, `scopeGrid${index}`),
    );
    or(where, scope.organizations, columns.organization, 'scopeOrganizations');
    or(
      where,
      scope.enterprises,
      columns.enterprise && `${columns.enterprise} IN (:...scopeEnterprises)`,
      'scopeEnterprises',
    );
    or(where, scope.reporter, columns.reporter && `${columns.reporter} = :scopeReporter`, 'scopeReporter');
  });
}

function or(
  where: WhereExpressionBuilder,
  value: string | readonly string[] | null,
  condition: string | undefined,
  name: string,
): void {
  if (value !== null && value.length > 0 && condition)
    where.orWhere(condition, { [name]: value } satisfies ObjectLiteral);
}
