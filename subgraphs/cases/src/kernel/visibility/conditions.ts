import type { Condition } from '@ecogrid/database';

/** The filters of lists, as conditions on a row of the table `item`. */
export function equalTo(column: string, value: string): Condition {
  return { text: `item.${column} = ?`, values: [value] };
}

/** The columns that are asked for a value: absent filters ask nothing. */
export function equalWhere(columns: Readonly<Record<string, string | boolean | undefined>>): Condition[] {
  return Object.entries(columns).flatMap(([column, value]) =>
    value === undefined
      ? []
      : [{ text: `item.${column} = ?`, values: [typeof value === 'boolean' ? Number(value) : value] }],
  );
}

export function insideGrid(code: string): Condition {
  return { text: 'item.grid_code LIKE ?', values: [`${code}%`] };
}

/** From a moment on, and before another. */
export function spanOf(column: string, from: Date | undefined, before: Date | undefined): Condition[] {
  return [
    ...(from ? [{ text: `item.${column} >= ?`, values: [from] }] : []),
    ...(before ? [{ text: `item.${column} < ?`, values: [before] }] : []),
  ];
}

interface DueFilter {
  readonly isOverdue?: boolean | undefined;
  readonly dueBefore?: Date | undefined;
  readonly now: Date;
}

interface DueBounds {
  readonly from?: Date;
  readonly until?: Date;
}

/** `dueOrder` is the moment from which something is overdue: both filters are a range of it. */
export function dueBounds({ isOverdue, dueBefore, now }: DueFilter): DueBounds {
  const ends = [...(isOverdue === true ? [now] : []), ...(dueBefore ? [dueBefore] : [])];
  return {
    ...(isOverdue === false && { from: now }),
    ...(ends.length > 0 && { until: new Date(Math.min(...ends.map((end) => end.getTime()))) }),
  };
}

export function dueConditions({ from, until }: DueBounds): Condition[] {
  return spanOf('due_order', from, until);
}
