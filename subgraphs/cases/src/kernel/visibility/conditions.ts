import type { Condition } from '@ecogrid/database';

/** The filters of lists, as conditions on a row of the table `item`. */
export function equalTo(column: string, value: string): Condition {
  return { text: `item.${column} = ?`, values: [value] };
}

export function insideGrid(code: string): Condition {
  return { text: 'item.grid_code LIKE ?', values: [`${code}%`] };
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
  return [
    ...(from ? [{ text: 'item.due_order >= ?', values: [from] }] : []),
    ...(until ? [{ text: 'item.due_order < ?', values: [until] }] : []),
  ];
}
